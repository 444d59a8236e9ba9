package dev.flipper;

/**
 * Counts the checks that a {@link FeatureFlagClient} makes: how many, how many were answered with true, how many ended
 * in {@link Reason#ERROR}, and when the last one was. Off until somebody starts it; it can be started and stopped at
 * any time. While it is off a check costs what it costs without it; while it is on some nanoseconds more, and neither
 * allocates anything nor waits for other checks, but for the first check of a flag, which makes its counter.
 *
 * <p>Every check that begins and ends while checks are counted is counted exactly once. Reading the numbers does no I/O
 * and never fails; read while checks are made they may lack those in progress. Thread-safe.
 */
public interface CheckStatistics {

    /**
     * Tells whether checks are counted at the moment.
     *
     * @return true from {@link #startCounting} to {@link #stopCounting} or the closing of the client
     */
    boolean isCounting();

    /**
     * Counts checks from now on, added to what has been counted before. A thread that looks at the clock once a second
     * starts with it; if none can be had this is logged, and it is counted without the time of the last check. No
     * effect if checks are counted already, or if the client is closed.
     */
    void startCounting();

    /** Counts no checks any more; the numbers stay. Ends the thread. No effect if checks are not counted. */
    void stopCounting();

    /**
     * Gives the numbers of all checks of the client: of flags that have been destroyed and of names without a flag too.
     * They never go down.
     *
     * @return the numbers at this moment
     */
    CheckCounts total();

    /**
     * Gives the numbers of a flag. They begin at zero again when a flag is created anew; over a store that does not
     * tell of changes, for a flag that others have removed, once a check has found it gone. A check at which the store
     * failed is the flag's if the flag has been met before.
     *
     * @param flag the flag's name, any string
     * @return the numbers at this moment; zeros if it was not checked, or does not exist
     */
    CheckCounts of(String flag);
}
