package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Changes from many threads and through two stores: each is made on the outcome of another, and none is lost. */
abstract class ConcurrencyContract extends UnreadableContract {

    private void assumeAtomic() {
        assumeTrue(changesAreAtomic(), "the store does not promise atomic changes");
    }

    void race(Race.Work work) throws InterruptedException {
        Race.run(patience(), work);
    }

    /** Half of the threads use the one store, half the other. */
    private FeatureFlagStore storeOf(int thread) {
        return thread % 2 == 0 ? store : second;
    }

    /** Counts in a member of its own for each thread, so that a failure shows whose updates were lost. */
    private static Change count(FeatureFlagStore writer, String name, int thread) {
        return present(
                writer.update(name, flag -> {
                    Map<String, Object> counts = new TreeMap<>(flag.metadata().clientData());
                    counts.merge("thread" + thread, 1, (a, b) -> ((Number) a).intValue() + 1);
                    return flag.withClientData(counts);
                }),
                "update of a flag that exists");
    }

    private static Map<String, Object> allCounted() {
        Map<String, Object> counts = new TreeMap<>();
        for (int thread = 0; thread < Race.THREADS; thread++) {
            counts.put("thread" + thread, Race.ROUNDS);
        }
        return counts;
    }

    private void assertAllCounted() {
        FlagDefinition expected = flag("flag", allCounted());
        assertFlag("flag", stored("flag"), expected);
        eventually(store, () -> assertFlag("flag", store.get("flag"), expected));
        eventually(second, () -> assertFlag("flag", second.get("flag"), expected));
    }

    @Test
    void allUpdatesOfOneFlagArrive() throws InterruptedException {
        assumeAtomic();
        created("flag");
        race((thread, round) -> count(store, "flag", thread));
        assertAllCounted();
    }

    @Test
    void allUpdatesThroughTwoStoresArrive() throws InterruptedException {
        assumeAtomic();
        created("flag");
        race((thread, round) -> count(storeOf(thread), "flag", thread));
        assertAllCounted();
    }

    /** The least that every store promises: as long as nobody else changes the flag at that moment, nothing is lost. */
    @Test
    void updatesOfManyThreadsInTurnArrive() throws InterruptedException {
        created("flag");
        Object turn = new Object();
        race((thread, round) -> {
            synchronized (turn) {
                count(storeOf(thread), "flag", thread);
            }
        });
        assertAllCounted();
    }

    @Test
    void updatesOfDifferentFlagsDoNotDisturbEachOther() throws InterruptedException {
        for (int thread = 0; thread < Race.THREADS; thread++) {
            created("flag" + thread);
        }
        race((thread, round) -> count(storeOf(thread), "flag" + thread, thread));
        for (int thread = 0; thread < Race.THREADS; thread++) {
            String name = "flag" + thread;
            assertFlag(name, stored(name), flag(name, Map.of("thread" + thread, Race.ROUNDS)));
        }
    }

    /** The state after each change is the state before another one, and only one. */
    @Test
    void concurrentChangesFormOneChain() throws InterruptedException {
        assumeAtomic();
        FlagDefinition first = created("flag");
        Queue<Change> changes = new ConcurrentLinkedQueue<>();
        race((thread, round) -> changes.add(count(storeOf(thread), "flag", thread)));
        Chain.assertUnbroken(changes, first, stored("flag"));
    }

    @Test
    void oneOfManyCreationsWins() throws InterruptedException {
        assumeAtomic();
        AtomicIntegerArray winners = new AtomicIntegerArray(Race.ROUNDS);
        AtomicIntegerArray wins = new AtomicIntegerArray(Race.ROUNDS);
        race((thread, round) -> {
            if (storeOf(thread).create(flag("flag" + round, Map.of("by", thread)))) {
                winners.set(round, thread);
                wins.incrementAndGet(round);
            }
        });
        for (int round = 0; round < Race.ROUNDS; round++) {
            String name = "flag" + round;
            assertThat(wins.get(round)).as("creations of %s", name).isEqualTo(1);
            assertFlag(name, stored(name), flag(name, Map.of("by", winners.get(round))));
        }
    }

    @Test
    void oneOfManyRemovalsWins() throws InterruptedException {
        assumeAtomic();
        for (int round = 0; round < Race.ROUNDS; round++) {
            created("flag" + round);
        }
        AtomicIntegerArray wins = new AtomicIntegerArray(Race.ROUNDS);
        race((thread, round) -> {
            Change removal = storeOf(thread).delete("flag" + round);
            if (removal != null) {
                assertThat(removal).isEqualTo(new Change(flag("flag" + round), null));
                wins.incrementAndGet(round);
            }
        });
        for (int round = 0; round < Race.ROUNDS; round++) {
            assertThat(wins.get(round)).as("removals of flag%s", round).isEqualTo(1);
        }
        assertThat(stored("flag0")).isNull();
    }

    /** Each creation that succeeds answers to one removal, but for the last; updates make and remove nothing. */
    @Test
    void creationsAndRemovalsBalance() throws InterruptedException {
        assumeAtomic();
        AtomicInteger balance = new AtomicInteger();
        race((thread, round) -> {
            FeatureFlagStore writer = storeOf(thread);
            switch ((thread / 2 + round) % 3) {
                case 0 -> balance.addAndGet(writer.create(flag("flag")) ? 1 : 0);
                case 1 -> {
                    Change change = writer.update("flag", flag -> flag.withEnabled(!flag.enabled()));
                    assertThat(change == null || (change.before() != null && change.after() != null))
                            .as("an update has met a flag, or none: %s", change)
                            .isTrue();
                }
                default -> balance.addAndGet(writer.delete("flag") == null ? 0 : -1);
            }
        });
        assertThat(balance).hasValue(stored("flag") == null ? 0 : 1);
    }
}
