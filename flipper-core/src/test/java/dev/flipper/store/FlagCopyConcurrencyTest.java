package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flags are copied while others create and change the same ones in the target. Each change adds one to the flag's
 * number, which begins where whoever has created it says: what is missing in the end was lost.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FlagCopyConcurrencyTest {

    private static final int WRITERS = 3;
    private static final int COPIES = 2;
    private static final int FLAGS = 20;
    private static final int ROUNDS = 200;
    private static final int OF_THE_SOURCE = 1_000_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + COPIES);
    private final MemoryFeatureFlagStore source = new MemoryFeatureFlagStore();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void missingLosesNothingOfWhatOthersWrite(long seed) throws Exception {
        for (int i = 0; i < FLAGS; i++) {
            source.create(flag(name(i), OF_THE_SOURCE));
        }
        for (int round = 0; round < ROUNDS; round++) {
            round(seed, round);
        }
    }

    private void round(long seed, int round) throws Exception {
        MemoryFeatureFlagStore target = new MemoryFeatureFlagStore();
        CyclicBarrier start = new CyclicBarrier(WRITERS + COPIES);
        List<Future<int[]>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(seed * 1000 + round * 10L + i);
            writers.add(threads.submit(() -> {
                start.await();
                return write(target, random);
            }));
        }
        List<Future<FlagCopyResult>> copies = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            copies.add(threads.submit(() -> {
                start.await();
                return FlagCopy.missing(source, target);
            }));
        }
        int created = 0;
        for (Future<FlagCopyResult> copy : copies) {
            assertThat(copy.get().created() + copy.get().kept()).isEqualTo(FLAGS);
            created += copy.get().created();
        }
        int[] changes = new int[FLAGS];
        for (Future<int[]> writer : writers) {
            for (int i = 0; i < FLAGS; i++) {
                changes[i] += writer.get()[i];
            }
        }
        int copied = 0;
        for (int i = 0; i < FLAGS; i++) {
            int number = number(target.get(name(i)));
            copied += number >= OF_THE_SOURCE ? 1 : 0;
            assertThat(number % OF_THE_SOURCE)
                    .as("seed %s, round %s, flag %s", seed, round, i)
                    .isEqualTo(changes[i]);
        }
        assertThat(copied).as("seed %s, round %s", seed, round).isEqualTo(created);
    }

    /** Gives how often each flag was changed. */
    private static int[] write(FeatureFlagStore target, Random random) {
        int[] changes = new int[FLAGS];
        for (int i = 0; i < FLAGS * 3; i++) {
            int flag = random.nextInt(FLAGS);
            if (target.update(name(flag), NumberedFlags::next) == null) {
                target.create(flag(name(flag), 0));
            } else {
                changes[flag]++;
            }
        }
        return changes;
    }

    private static String name(int flag) {
        return "flag " + flag;
    }
}
