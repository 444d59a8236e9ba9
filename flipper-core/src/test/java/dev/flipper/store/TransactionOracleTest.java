package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.TransactionalStore.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random transactions that overlap, plain changes and changes by others, against a list of what was committed. The end
 * of a transaction is told some time after it, and its commit may be taken for a rollback.
 */
class TransactionOracleTest {

    private static final List<String> FLAGS = List.of("a", "b");
    private static final int STEPS = 60;

    private final TransactionalStore store = new TransactionalStore();
    private final ManualTasks tasks = new ManualTasks();
    private final Map<String, List<Integer>> committed = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Integer> told = new HashMap<>();
    private final List<Transaction> open = new ArrayList<>();
    private final List<Transaction> ended = new ArrayList<>();
    private int last;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private MirroredFeatureFlagStore mirrored() {
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(store)
                .startTimeout(Duration.ZERO)
                .tasks(tasks)
                .clock(tasks)
                .build();
        tasks.runDue();
        mirror.subscribe(new StoreListener() {
            @Override
            public void changed(String flag) {
                throw new AssertionError("the mirror knows its changes");
            }

            @Override
            public void changed(String flag, Change change) {
                assertThat(number(change.before())).isEqualTo(told.getOrDefault(flag, -1));
                told.put(flag, number(change.after()));
            }
        });
        return mirror;
    }

    /** Each state comes once, so that an older one is known as such. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theCopyNeverGoesBackNorAhead(long seed) {
        run(new Random(seed), Integer.MAX_VALUE, "seed " + seed);
    }

    /** States come back, so that an older one may be taken for a newer. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theCopyIsRightAtTheEndWhateverStatesComeBack(long seed) {
        run(new Random(seed), 3, "seed " + seed);
    }

    private void run(Random random, int states, String seed) {
        FLAGS.forEach(flag -> committed.put(flag, new ArrayList<>(List.of(-1))));
        MirroredFeatureFlagStore mirror = mirrored();
        for (int i = 0; i < STEPS; i++) {
            step(mirror, random, states);
            for (String flag : FLAGS) {
                assertPossible(mirror, flag, states, seed + ", step " + i);
            }
        }
        List.copyOf(open).forEach(this::rollback);
        ended.forEach(transaction -> transaction.tellEnd(true));
        tasks.runDue();
        for (String flag : FLAGS) {
            int now = number(store.get(flag));
            assertThat(number(mirror.get(flag))).as(seed).isEqualTo(now);
            assertThat(told.getOrDefault(flag, -1)).as(seed).isEqualTo(now);
        }
    }

    private void step(MirroredFeatureFlagStore mirror, Random random, int states) {
        String flag = FLAGS.get(random.nextInt(FLAGS.size()));
        int number = ++last % states;
        Transaction transaction = open.isEmpty() ? null : open.get(random.nextInt(open.size()));
        switch (random.nextInt(9)) {
            case 0 -> open.add(store.begin().suspend());
            case 1, 2, 3 -> writeIn(transaction, mirror, flag, number, random);
            case 4 -> write(mirror, flag, number, random);
            case 5 -> write(store, flag, number, random);
            case 6 -> commit(transaction);
            case 7 -> tellEnd(random);
            default -> {
                if (random.nextBoolean()) {
                    tasks.runDue();
                } else if (transaction != null && random.nextInt(4) == 0) {
                    rollback(transaction);
                }
            }
        }
    }

    private void writeIn(
            Transaction transaction, MirroredFeatureFlagStore mirror, String flag, int number, Random random) {
        if (transaction != null && !store.isLockedFor(transaction, flag)) {
            transaction.resume();
            change(mirror, transaction, flag, number, random);
            transaction.suspend();
        }
    }

    private void write(FeatureFlagStore target, String flag, int number, Random random) {
        if (!store.isLockedFor(null, flag)) {
            change(target, store, flag, number, random);
            note(flag);
        }
    }

    private static void change(FeatureFlagStore target, Object view, String flag, int number, Random random) {
        boolean present = view instanceof Transaction transaction
                ? transaction.get(flag) != null
                : ((FeatureFlagStore) view).get(flag) != null;
        if (!present) {
            target.create(flag(flag, number));
        } else if (random.nextInt(5) == 0) {
            target.delete(flag);
        } else {
            target.update(flag, to(number));
        }
    }

    private void note(String flag) {
        List<Integer> history = committed.get(flag);
        int now = number(store.get(flag));
        if (history.get(history.size() - 1) != now) {
            history.add(now);
        }
    }

    private void commit(Transaction transaction) {
        if (transaction != null) {
            open.remove(transaction);
            ended.add(transaction.commitSilently());
            FLAGS.forEach(this::note);
        }
    }

    private void tellEnd(Random random) {
        if (!ended.isEmpty()) {
            ended.remove(random.nextInt(ended.size())).tellEnd(random.nextInt(5) > 0);
        }
    }

    private void rollback(Transaction transaction) {
        open.remove(transaction);
        transaction.rollback();
    }

    /** Of an absent flag the earliest absence that is possible is assumed. */
    private void assertPossible(FeatureFlagStore mirror, String flag, int states, String step) {
        int from = states < Integer.MAX_VALUE ? 0 : seen.getOrDefault(flag, 0);
        List<Integer> possible =
                committed.get(flag).subList(from, committed.get(flag).size());
        int index = possible.indexOf(number(mirror.get(flag)));
        assertThat(index)
                .as("%s: '%s' shows %s of %s", step, flag, number(mirror.get(flag)), possible)
                .isNotNegative();
        seen.put(flag, from + index);
    }
}
