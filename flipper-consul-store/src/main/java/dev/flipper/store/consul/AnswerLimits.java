package dev.flipper.store.consul;

/**
 * How many bytes an answer may have. More is not Consul's, or more than a JVM should be made to hold.
 *
 * @param one of an answer about one flag
 * @param all of an answer with all flags
 */
record AnswerLimits(long one, long all) {

    private static final long MIB = 1024 * 1024;

    /** Consul takes entries of 512 KiB unless it is told otherwise. */
    static final AnswerLimits USUAL = new AnswerLimits(16 * MIB, 256 * MIB);
}
