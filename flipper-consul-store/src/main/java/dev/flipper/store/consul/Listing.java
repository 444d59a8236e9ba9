package dev.flipper.store.consul;

import java.util.List;

/**
 * All that is stored under the base key.
 *
 * @param index the number of the last change of any of it, by which the next one is waited for
 */
record Listing(long index, List<Entry> entries) {}
