package dev.flipper.store.redis;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import redis.clients.jedis.RedisClient;

/**
 * Measures what an outage of Redis costs those who check flags through a mirrored client meanwhile: threads that do
 * nothing else, while Redis is well, then frozen, then killed, then back.
 *
 * <p>Each thread asks in turn the mirrored client and one whose flags are in memory only, which knows nothing of Redis.
 * Whatever else the machine does to the thread, as to give its processor to another one, hits both alike: what the
 * outage costs is what the first takes more than the second.
 */
final class OutageUnderLoad {

    private static final String FLAG = "CHECKED";
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    /** What Redis goes through. */
    enum Phase {
        WARMING_UP,
        HEALTHY,
        FROZEN,
        KILLED,
        BACK,
        OVER
    }

    private final PrintStream out;
    private final Duration unit;
    private volatile Phase phase = Phase.WARMING_UP;

    private OutageUnderLoad(PrintStream out, Duration unit) {
        this.out = out;
        this.unit = unit;
    }

    /**
     * Prints a table. The argument, if there is one, is how many seconds each half of the outage takes; 15 otherwise.
     */
    public static void main(String... arguments) throws InterruptedException {
        Duration half = Duration.ofSeconds(arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]));
        run(System.out, half);
    }

    /** Gives what the threads have seen. */
    static List<CheckingThread> run(PrintStream out, Duration half) throws InterruptedException {
        return new OutageUnderLoad(out, half).run();
    }

    private List<CheckingThread> run() throws InterruptedException {
        try (RedisProcess server =
                        RedisProcess.start(RedisVersion.EMBEDDED, "--appendonly", "yes", "--appendfsync", "always");
                RedisClient jedis = RedisClient.create(server.uri());
                FeatureFlagClient mirrored =
                        FeatureFlagClient.open(new MirroredFeatureFlagStore(new RedisFeatureFlagStore(jedis)));
                FeatureFlagClient inMemory = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            mirrored.create(FLAG, true);
            inMemory.create(FLAG, true);
            List<CheckingThread> threads = IntStream.range(0, 2)
                    .mapToObj(i -> new CheckingThread(mirrored, inMemory, FLAG, () -> phase))
                    .toList();
            threads.forEach(CheckingThread::start);
            pass(unit.compareTo(WARM_UP) < 0 ? unit : WARM_UP);
            goThrough(server, threads);
            for (CheckingThread thread : threads) {
                thread.join();
            }
            new OutageTable(out, threads).print();
            return threads;
        }
    }

    private void goThrough(RedisProcess server, List<CheckingThread> threads) throws InterruptedException {
        enter(Phase.HEALTHY, threads, unit.multipliedBy(2).dividedBy(3));
        server.freeze();
        enter(Phase.FROZEN, threads, unit);
        server.kill();
        enter(Phase.KILLED, threads, unit);
        server.start();
        enter(Phase.BACK, threads, unit.dividedBy(3));
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
