package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.LogCapture;
import dev.flipper.store.AuditingStore.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replica fails, is away, comes back, or refuses single flags. */
class ReplicaOutageTest {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AuditingStore primary = new AuditingStore("primary");
    private final AuditingStore replica = new AuditingStore("replica");
    private final ManualTasks tasks = new ManualTasks();
    private final IllegalStateException failure = new IllegalStateException("refused");
    private final ReplicatedFeatureFlagStore store = store(10_000);
    private final LogCapture log = new LogCapture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private ReplicatedFeatureFlagStore store(int capacity) {
        return new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(primary).replica(replica).queueCapacity(capacity),
                number -> tasks,
                tasks,
                () -> -1);
    }

    private ReplicaStatus status() {
        return store.replicas().get(0);
    }

    private void refuse(String poison) {
        replica.beforeEachCall(flag -> {
            if (flag.equals(poison)) {
                throw failure;
            }
        });
    }

    @Test
    void anOutageIsToldOnceAndCaughtUp() {
        replica.failWith(failure);
        store.create(flag("a", 1));
        tasks.advance(PAUSE.dividedBy(2));
        store.create(flag("b", 1));
        store.update("a", to(2));
        store.update("a", to(3));
        tasks.advance(LONG);
        assertThat(log.warnings())
                .containsExactly("Replica 1 (replica) is behind: it failed to take the flag 'a'."
                        + " This is tried again until it succeeds");
        assertThat(log.thrown()).containsExactly(failure);
        // 0.1 + 0.2 + 0.4 + 0.8 + 1.6 + 3.2 seconds, and then 5 each.
        assertThat(status()).isEqualTo(new ReplicaStatus(1, "replica", Instant.EPOCH, 17, failure.toString(), 4, 0));

        replica.recover();
        tasks.advance(LONG);
        assertThat(replica.audit("a")).containsExactly(flag("a", 1), flag("a", 2), flag("a", 3));
        assertThat(replica.flags()).isEqualTo(primary.flags());
        assertThat(log.warnings()).hasSize(1);
        assertThat(log.infos())
                .singleElement()
                .asString()
                .startsWith("Replica 1 (replica) is back after PT1M")
                .endsWith("S, and is brought 3 waiting writes and 0 flags that are to be copied");
        assertThat(status()).isEqualTo(new ReplicaStatus(1, "replica", null, 17, failure.toString(), 0, 0));
        assertThat(tasks.waiting()).as("no work is planned while there is none").isZero();
    }

    @Test
    void theNextOutageIsToldAgainAndBeginsWithAShortPause() {
        replica.failWith(failure);
        store.create(flag("a", 1));
        tasks.advance(LONG);
        replica.recover();
        tasks.advance(LONG);
        replica.failWith(failure);
        store.update("a", to(2));
        tasks.runDue();
        replica.recover();
        tasks.advance(PAUSE);
        assertThat(replica.audit("a")).containsExactly(flag("a", 1), flag("a", 2));
        assertThat(log.warnings()).hasSize(2);
        assertThat(log.infos()).hasSize(2);
    }

    @Test
    void anErrorIsAFailureLikeAnyOther() {
        replica.beforeEachCall(flag -> {
            throw new NoClassDefFoundError("redis/Client");
        });
        store.create(flag("a", 1));
        tasks.advance(LONG);
        assertThat(log.errors()).isEmpty();
        replica.recover();
        tasks.advance(LONG);
        assertThat(replica.flags()).containsOnlyKeys("a");
    }

    @Test
    void theOtherReplicaGoesOn() {
        AuditingStore other = new AuditingStore("other");
        ReplicatedFeatureFlagStore two = new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(primary).replica(replica).replica(other),
                number -> tasks,
                tasks,
                () -> -1);
        replica.failWith(failure);
        two.create(flag("a", 1));
        two.update("a", to(2));
        tasks.runDue();
        assertThat(other.audit("a")).containsExactly(flag("a", 1), flag("a", 2));
    }

    /** Another flag is tried each time, as it may be the flag that is refused. */
    @Test
    void anOutageIsNotMadeOfOneFlag() {
        refuse("poison");
        store.create(flag("poison", 1));
        tasks.advance(LONG);
        store.create(flag("a", 1));
        store.create(flag("b", 1));
        tasks.advance(Duration.ofSeconds(5));
        assertThat(replica.flags()).containsOnlyKeys("a", "b");
        assertThat(status().failingSince()).isNull();
    }

    /** However much is written while the replica is caught up. */
    @Test
    void afterAnOutageThoseThatWereTriedTakeTheirTurnBeforeNews() {
        replica.failWith(failure);
        store.create(flag("tried", 1));
        tasks.runDue();
        store.create(flag("first", 1));
        store.create(flag("second", 1));
        replica.beforeEachCall(name -> {
            if (name.equals("second") && primary.get("new") == null) {
                store.create(flag("new", 1));
            }
        });
        tasks.advance(PAUSE);
        assertThat(replica.audit()).extracting(Entry::flag).containsExactly("first", "second", "tried", "new");
    }

    /** Although there is something to do of it at every moment. */
    @Test
    void aFlagWhoseWritesWereGivenUpGetsThemAgainOnceSomethingArrived() {
        ReplicaQueue queue = new ReplicaQueue(10);
        queue.add("a", flag("a", 1));
        ReplicaLane lane = queue.next();
        queue.giveUpWrites(lane, failure);
        queue.add("a", flag("a", 2));
        assertThat(queue.first(lane)).as("a write").isNull();
        assertThat(queue.beginCopy(lane)).isTrue();
        queue.add("a", flag("a", 3));
        queue.endCopy(lane);
        queue.giveBack(lane);
        queue.add("a", flag("a", 4));
        assertThat(queue.first(lane).state()).isEqualTo(flag("a", 4));
    }

    @Test
    void aFlagThatIsRefusedAloneHoldsUpNoOther() {
        refuse("poison");
        store.create(flag("poison", 0));
        store.create(flag("a", 0));
        tasks.advance(PAUSE);
        assertThat(replica.flags()).containsOnlyKeys("a");
        for (int i = 1; i <= 1000; i++) {
            store.update("a", to(i));
            tasks.runDue();
            assertThat(replica.flags()).as("update %d", i).containsEntry("a", flag("a", i));
        }
        assertThat(log.warnings())
                .containsExactly(
                        "Replica 1 (replica) is behind: it failed to take the flag 'poison'."
                                + " This is tried again until it succeeds",
                        "Replica 1 (replica) fails to take the flag 'poison', but nothing else."
                                + " This is tried again until it succeeds");
        assertThat(status().failures()).isEqualTo(2);
        assertThat(status().failingSince()).isNull();

        replica.recover();
        tasks.advance(PAUSE);
        assertThat(replica.flags()).isEqualTo(primary.flags());
        assertThat(log.infos()).hasSize(2).last().isEqualTo("Replica 1 (replica) takes the flag 'poison' again");
        assertThat(tasks.waiting()).isZero();
    }

    @Test
    void theWritesOfAFlagThatIsRefusedAloneAreGivenUpInTheEnd() {
        refuse("poison");
        store.create(flag("poison", 1));
        store.update("poison", to(2));
        for (int i = 0; i < 20; i++) {
            store.create(flag("flag " + i, 1));
            tasks.advance(Duration.ofSeconds(30));
        }
        store.update("poison", to(3));
        store.update("poison", to(4));
        tasks.advance(LONG);
        assertThat(log.warnings())
                .hasSize(3)
                .last()
                .isEqualTo("Replica 1 (replica) does not get 2 writes of the flag 'poison', but its latest state");
        assertThat(status().waitingWrites()).isZero();
        assertThat(status().flagsToCopy()).isOne();

        replica.recover();
        tasks.advance(LONG);
        assertThat(replica.audit("poison")).containsExactly(flag("poison", 4));
        store.update("poison", to(5));
        store.update("poison", to(6));
        tasks.runDue();
        assertThat(replica.audit("poison"))
                .as("one by one again")
                .containsExactly(flag("poison", 4), flag("poison", 5), flag("poison", 6));
    }

    /** Nothing tells a flag that is refused from a replica that is away if there is nothing else to write. */
    @Test
    void theWritesOfTheOnlyFlagAreNotGivenUp() {
        replica.failWith(failure);
        store.create(flag("a", 1));
        store.update("a", to(2));
        tasks.advance(Duration.ofDays(1));
        replica.recover();
        tasks.advance(LONG);
        assertThat(replica.audit("a")).containsExactly(flag("a", 1), flag("a", 2));
    }

    @Test
    void aFullQueueIsToldOnceAndTheFlagsAreCopied() {
        ReplicatedFeatureFlagStore small = store(3);
        replica.failWith(failure);
        small.create(flag("a", 1));
        small.update("a", to(2));
        small.create(flag("b", 1));
        for (int i = 3; i <= 100; i++) {
            small.update("a", to(i));
        }
        small.create(flag("gone", 1));
        small.delete("gone");
        tasks.advance(LONG);
        assertThat(small.replicas().get(0).waitingWrites()).isEqualTo(3);
        assertThat(small.replicas().get(0).flagsToCopy()).isEqualTo(2);
        assertThat(log.warnings())
                .hasSize(2)
                .first()
                .isEqualTo("Replica 1 (replica) has as many writes waiting as there may be; until they are done it gets"
                        + " the latest state of further flags instead of their writes one by one");

        replica.recover();
        tasks.advance(LONG);
        assertThat(replica.audit("a")).containsExactly(flag("a", 1), flag("a", 2), flag("a", 100));
        assertThat(replica.flags()).isEqualTo(primary.flags());

        small.update("a", to(101));
        small.update("a", to(102));
        tasks.runDue();
        assertThat(replica.audit("a")).endsWith(flag("a", 101), flag("a", 102));
        small.create(flag("c", 1));
        small.create(flag("d", 1));
        small.create(flag("e", 1));
        assertThat(log.warnings()).as("told again after it was empty").hasSize(3);
    }

    @Test
    void aCopyThatFailsIsMadeAgainBehindLaterWrites() {
        ReplicatedFeatureFlagStore small = store(1);
        primary.create(flag("a", 0));
        small.update("a", to(1));
        small.update("a", to(2));
        replica.beforeEachCall(flag -> {
            if (replica.audit().size() == 1) {
                throw failure;
            }
        });
        tasks.runDue();
        assertThat(replica.audit("a")).containsExactly(flag("a", 1));
        small.update("a", to(3));
        small.update("a", to(4));
        replica.recover();
        tasks.advance(LONG);
        assertThat(replica.audit("a")).containsExactly(flag("a", 1), flag("a", 3), flag("a", 4));
    }

    @Test
    void whatThePrimaryCannotReadIsToldAndLeft() {
        TextStore texts = new TextStore();
        ReplicatedFeatureFlagStore small = new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(texts).replica(replica).queueCapacity(1),
                number -> tasks,
                tasks,
                () -> -1);
        replica.failWith(failure);
        small.create(flag("first", 1));
        small.create(flag("a", 1));
        small.create(flag("b", 1));
        texts.put("a", "{").put("b", flag("c", 1).toJson());
        tasks.runDue();
        replica.recover();
        tasks.advance(LONG);
        assertThat(replica.flags()).containsOnlyKeys("first");
        assertThat(log.warnings())
                .hasSize(4)
                .contains(
                        "The flag 'b' is not copied to the replicas of its store: The stored flag 'b' cannot be read: it"
                                + " has the name 'c'")
                .anyMatch(told -> told.startsWith("The flag 'a' is not copied to the replicas of its store: "));
    }

    /** What is left of the primary's own outage is that the flag cannot be copied yet. */
    @Test
    void aPrimaryThatCannotBeReadIsTriedAgain() {
        ReplicatedFeatureFlagStore small = store(1);
        small.create(flag("a", 1));
        small.update("a", to(2));
        primary.failWith(failure);
        tasks.advance(LONG);
        assertThat(small.replicas().get(0).lastFailure())
                .isEqualTo("dev.flipper.StoreException: The primary store failed to read the flag 'a': " + failure);
        primary.recover();
        tasks.advance(LONG);
        assertThat(replica.audit()).containsExactly(new Entry("a", flag("a", 1)), new Entry("a", flag("a", 2)));
    }

    @Test
    void aLogThatFailsHurtsNobody() {
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord record) {
                throw failure;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.flipper.store");
        logger.addHandler(broken);
        try {
            replica.failWith(failure);
            ReplicatedFeatureFlagStore small = store(1);
            assertThat(small.create(flag("a", 1))).isTrue();
            tasks.advance(LONG);
            replica.recover();
            tasks.advance(LONG);
            assertThat(replica.flags()).containsOnlyKeys("a");
        } finally {
            logger.removeHandler(broken);
        }
    }

    @Test
    void aThreadThatIsRefusedIsAnOutageToo() {
        boolean[] refused = {true};
        ReplicatedFeatureFlagStore other = new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(primary).replica(replica).threadFactory(task -> {
                    if (refused[0]) {
                        throw failure;
                    }
                    return new Thread(task);
                }));
        other.create(flag("a", 1));
        other.update("a", to(2));
        assertThat(log.warnings()).containsExactly("Replica 1 (replica) is not written to: it gets no thread");
        refused[0] = false;
        other.close();
        assertThat(replica.audit("a")).containsExactly(flag("a", 1), flag("a", 2));
    }
}
