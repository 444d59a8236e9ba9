package dev.flipper.store.thrift;

import java.time.Duration;

/**
 * What a server allows its clients.
 *
 * @param maxConnections how many connections there may be at a time
 * @param maxMessageSize how many bytes a message may have
 * @param timeout how long a message may be on its way, in each direction
 * @param idleTimeout how long a connection may be without a call
 * @param grace how long calls that are under way may last when the server ends
 */
record ServerLimits(int maxConnections, int maxMessageSize, Duration timeout, Duration idleTimeout, Duration grace) {

    /** The most elements of one list in a call: conditions of a flag, and comparisons of one attribute. */
    static final int MAX_ELEMENTS = 10_000;

    /** The most elements of all lists and maps in a call: each takes many times the memory of its bytes. */
    static final int MAX_ALL_ELEMENTS = 100_000;
}
