package dev.flipper.store.testing;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.store.testing.OutageMeasurement.Phase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Asks for one flag, which is on, without a pause, in four ways in turn, and keeps how long each of them took. */
final class CheckingThread extends Thread {

    /** Who is asked, and how. */
    enum Way {
        MIRRORED_BY_NAME("mirrored, by name"),
        MIRRORED_BY_HANDLE("mirrored, by handle"),
        MEMORY_BY_NAME("in memory, by name"),
        MEMORY_BY_HANDLE("in memory, by handle");

        final String words;

        Way(String words) {
            this.words = words;
        }
    }

    /** What became of the checks of one way, in one phase. */
    static final class Outcome {
        final Way way;
        final Durations durations = new Durations();
        long wrong;
        long failed;

        Outcome(Way way) {
            this.way = way;
        }
    }

    /** How often the thread had to wait for another, and how long it ran. */
    record Life(long blocked, long waited, long cpuNanos, long nanos) {

        static Life of(Thread thread) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            ThreadInfo info = threads.getThreadInfo(thread.getId());
            return info == null
                    ? new Life(0, 0, 0, System.nanoTime())
                    : new Life(
                            info.getBlockedCount(),
                            info.getWaitedCount(),
                            threads.getThreadCpuTime(thread.getId()),
                            System.nanoTime());
        }

        Life since(Life begin) {
            return new Life(
                    blocked - begin.blocked, waited - begin.waited, cpuNanos - begin.cpuNanos, nanos - begin.nanos);
        }
    }

    private final FeatureFlagClient mirrored;
    private final FeatureFlag mirroredHandle;
    private final FeatureFlagClient inMemory;
    private final FeatureFlag inMemoryHandle;
    private final String flag;
    private final Supplier<Phase> phase;
    private final Map<Phase, List<Outcome>> outcomes = new EnumMap<>(Phase.class);
    private final Map<Phase, Life> lives = new EnumMap<>(Phase.class);

    CheckingThread(FeatureFlagClient mirrored, FeatureFlagClient inMemory, String flag, Supplier<Phase> phase) {
        super("checks");
        this.mirrored = mirrored;
        this.mirroredHandle = mirrored.get(flag);
        this.inMemory = inMemory;
        this.inMemoryHandle = inMemory.get(flag);
        this.flag = flag;
        this.phase = phase;
        for (Phase each : Phase.values()) {
            outcomes.put(each, Arrays.stream(Way.values()).map(Outcome::new).toList());
        }
        setDaemon(true);
    }

    @Override
    public void run() {
        Phase now = phase.get();
        while (now != Phase.OVER) {
            List<Outcome> ofNow = outcomesOf(now);
            for (int i = 0; i < 100; i++) {
                // There and back, so that none of them has a better place than the others.
                for (int way = 0; way < ofNow.size(); way++) {
                    check(ofNow.get(way));
                }
                for (int way = ofNow.size() - 1; way >= 0; way--) {
                    check(ofNow.get(way));
                }
            }
            now = phase.get();
        }
    }

    private void check(Outcome outcome) {
        long begin = System.nanoTime();
        try {
            if (!answer(outcome.way)) {
                outcome.wrong++;
            }
        } catch (Throwable e) {
            outcome.failed++;
        }
        outcome.durations.add(System.nanoTime() - begin);
    }

    private boolean answer(Way way) {
        return switch (way) {
            case MIRRORED_BY_NAME -> mirrored.isEnabled(flag);
            case MIRRORED_BY_HANDLE -> mirroredHandle.isEnabled();
            case MEMORY_BY_NAME -> inMemory.isEnabled(flag);
            case MEMORY_BY_HANDLE -> inMemoryHandle.isEnabled();
        };
    }

    /** Called by another thread. */
    void enter(Phase entered) {
        lives.put(entered, Life.of(this));
    }

    /** Called by that other thread. */
    void leave(Phase left) {
        lives.computeIfPresent(left, (key, begin) -> Life.of(this).since(begin));
    }

    Life life(Phase past) {
        return Objects.requireNonNull(lives.get(past));
    }

    Outcome outcome(Phase past, Way way) {
        return outcomesOf(past).stream()
                .filter(outcome -> outcome.way == way)
                .findFirst()
                .orElseThrow();
    }

    private List<Outcome> outcomesOf(Phase one) {
        return Objects.requireNonNull(outcomes.get(one));
    }
}
