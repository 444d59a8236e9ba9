package dev.flipper.store;

/**
 * A time in which entries can be relied on, or not, in the same way. What was read in one period says nothing in the
 * next: a new one outdates all entries at once, also those that are being read. Compared by identity.
 */
final class CachePeriod {

    static final long FOR_EVER = Long.MAX_VALUE;

    /** For how many nanoseconds an entry is good that was read in this period; 0: each check reads. */
    private final long lifetime;

    CachePeriod(long lifetime) {
        this.lifetime = lifetime;
    }

    /** Begins anew with the same rule. */
    CachePeriod next() {
        return new CachePeriod(lifetime);
    }

    boolean isWithoutEnd() {
        return lifetime == FOR_EVER;
    }

    boolean covers(long age) {
        return age < lifetime;
    }
}
