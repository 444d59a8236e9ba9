package dev.flipper.store.thrift;

import java.time.Duration;

/**
 * What a client waits for, and how much it takes.
 *
 * @param connectTimeout how long a connection may take to be made
 * @param timeout how long an answer may take
 * @param maxMessageSize how many bytes a message may have, in each direction
 */
record ServiceLimits(Duration connectTimeout, Duration timeout, int maxMessageSize) {}
