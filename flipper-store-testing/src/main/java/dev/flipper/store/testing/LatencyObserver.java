package dev.flipper.store.testing;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import java.util.concurrent.locks.LockSupport;

/**
 * The other node of a {@link LatencyMeasurement}: prints when its check begins to give another answer than before. It
 * asks, pauses for some fifty microseconds, and asks again; they are part of what is measured.
 */
public final class LatencyObserver {

    private static final long PAUSE_NANOS = 10_000;
    private static final int CHECKS_BETWEEN_LOOKS = 10_000;

    private LatencyObserver() {}

    /**
     * Runs until the process is killed, or its parent has ended.
     *
     * @param store a store of the server, opened by the program; it is closed
     */
    public static void run(FeatureFlagStore store) {
        try (FeatureFlagClient features = MirroredClient.of(store)) {
            ChildProgram.tell(ChildProgram.READY);
            boolean last = false;
            while (ProcessHandle.current().parent().isPresent()) {
                last = tellOfChanges(features, last);
            }
        }
    }

    private static boolean tellOfChanges(FeatureFlagClient features, boolean before) {
        boolean last = before;
        for (int i = 0; i < CHECKS_BETWEEN_LOOKS; i++) {
            if (features.isEnabled(LatencyMeasurement.FLAG) != last) {
                ChildProgram.tell(Long.toString(System.nanoTime()));
                last = !last;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return last;
    }
}
