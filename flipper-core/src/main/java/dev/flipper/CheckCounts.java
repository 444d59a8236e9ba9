package dev.flipper;

import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How often something was checked while checks were counted, see {@link CheckStatistics}.
 *
 * @param checks all checks
 * @param enabled those whose caller got the answer true, as its default value perhaps
 * @param errors those that came to no verdict, {@link Reason#ERROR}
 * @param lastCheck when the last one was, by the client's clock, to the second and up to a second late; null if there
 *     was none, or the time is not known
 */
public record CheckCounts(
        long checks, long enabled, long errors, @Nullable Instant lastCheck) {

    /**
     * Gives the share of checks that were answered with true.
     *
     * @return the share, from 0 to 1; empty if there were no checks
     */
    public OptionalDouble enabledShare() {
        return checks == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) enabled / checks);
    }
}
