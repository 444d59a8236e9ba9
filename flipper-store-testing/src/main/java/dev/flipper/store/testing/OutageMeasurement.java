package dev.flipper.store.testing;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures what an outage of a store's server costs those who check flags through a mirrored client meanwhile: threads
 * that do nothing else, while the server is well, then frozen, then killed, then back.
 *
 * <p>Each thread asks in turn the mirrored client and one whose flags are in memory only, which knows nothing of the
 * server. Whatever else the machine does to the thread, as to give its processor to another one, hits both alike: what
 * the outage costs is what the first takes more than the second.
 */
public final class OutageMeasurement {

    private static final String FLAG = "CHECKED";
    private static final int THREADS = 2;
    private static final int USUAL_SECONDS = 15;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    /** What the server goes through. */
    enum Phase {
        WARMING_UP,
        HEALTHY,
        FROZEN,
        KILLED,
        BACK,
        OVER
    }

    private final BreakableServer server;
    private final Duration half;
    private volatile Phase phase = Phase.WARMING_UP;

    private OutageMeasurement(BreakableServer server, Duration half) {
        this.server = server;
        this.half = half;
    }

    /**
     * Reads how long each half of the outage takes from what a program is handed.
     *
     * @param arguments a number of seconds, or nothing for a quarter of a minute
     * @return the time that the server is frozen, and as long again killed
     */
    public static Duration half(String... arguments) {
        return Duration.ofSeconds(arguments.length == 0 ? USUAL_SECONDS : Integer.parseInt(arguments[0]));
    }

    /**
     * Measures an outage.
     *
     * @param kind what the server is called, as {@code Redis}
     * @param server the server, which runs, and still has the flags when it is started again
     * @param store a store of it, of which nobody else knows; it is closed
     * @param half the time that the server is frozen, and as long again killed
     * @return what the threads have seen
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static OutageReport run(String kind, BreakableServer server, FeatureFlagStore store, Duration half)
            throws InterruptedException {
        try (FeatureFlagClient mirrored = MirroredClient.of(store);
                FeatureFlagClient inMemory = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            mirrored.create(FLAG, true);
            inMemory.create(FLAG, true);
            return new OutageReport(kind, new OutageMeasurement(server, half).run(mirrored, inMemory));
        }
    }

    private List<CheckingThread> run(FeatureFlagClient mirrored, FeatureFlagClient inMemory)
            throws InterruptedException {
        List<CheckingThread> threads = IntStream.range(0, THREADS)
                .mapToObj(i -> new CheckingThread(mirrored, inMemory, FLAG, () -> phase))
                .toList();
        threads.forEach(CheckingThread::start);
        try {
            pass(half.compareTo(WARM_UP) < 0 ? half : WARM_UP);
            goThrough(threads);
        } finally {
            phase = Phase.OVER;
        }
        for (CheckingThread thread : threads) {
            thread.join();
        }
        return threads;
    }

    private void goThrough(List<CheckingThread> threads) throws InterruptedException {
        enter(Phase.HEALTHY, threads, half.multipliedBy(2).dividedBy(3));
        server.freeze();
        enter(Phase.FROZEN, threads, half);
        server.kill();
        enter(Phase.KILLED, threads, half);
        server.start();
        enter(Phase.BACK, threads, half.dividedBy(3));
        enter(Phase.OVER, threads, Duration.ZERO);
    }

    private void enter(Phase next, List<CheckingThread> threads, Duration stay) throws InterruptedException {
        threads.forEach(thread -> thread.leave(phase));
        phase = next;
        threads.forEach(thread -> thread.enter(next));
        pass(stay);
    }

    /** Time is what is measured here, so there is nothing else to wait for. */
    private static void pass(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException();
        }
    }
}
