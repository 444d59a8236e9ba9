package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.LogCapture;
import dev.flipper.store.AuditingStore.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations, outages and pauses: in the end each replica is what the primary is. */
class ReplicationOracleTest {

    private static final List<String> NAMES = List.of("a", "b", "\uff5e", "😀", "a/b", "");
    private static final int SEQUENCES = 50;
    private static final int STEPS = 60;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void afterwardsTheReplicasAreWhatThePrimaryIs(long seed) {
        Random random = new Random(seed);
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < SEQUENCES; i++) {
                new Sequence(random, "seed " + seed + ", sequence " + i).run();
            }
            assertThat(log.errors()).isEmpty();
        }
    }

    private static final class Sequence {

        private final Random random;
        private final String where;
        private final AuditingStore primary = new AuditingStore("primary");
        private final AuditingStore large = new AuditingStore("large");
        private final AuditingStore small = new AuditingStore("small");
        private final ManualTasks tasks = new ManualTasks();
        private final List<ReplicatedFeatureFlagStore> stores = new ArrayList<>();

        Sequence(Random random, String where) {
            this.random = random;
            this.where = where;
        }

        /** The large queue holds everything, the small one next to nothing. */
        void run() {
            ReplicatedFeatureFlagStore store = store(primary, large, 10_000);
            ReplicatedFeatureFlagStore outer = store(store, small, 2);
            boolean poisoned = random.nextBoolean();
            for (int step = 0; step < STEPS; step++) {
                write(outer);
                if (random.nextInt(8) == 0) {
                    fail(random.nextBoolean() ? large : small, poisoned);
                }
                if (random.nextInt(10) == 0) {
                    outer.beginResync();
                }
                tasks.advance(Duration.ofMillis(random.nextInt(300)));
            }
            large.recover();
            small.recover();
            tasks.advance(Duration.ofMinutes(5));
            assertThat(large.flags()).as(where).isEqualTo(primary.flags());
            assertThat(small.flags()).as(where).isEqualTo(primary.flags());
            assertThat(tasks.waiting()).as(where).isZero();
            if (!poisoned) {
                assertThat(large.audit()).as(where).hasSameSizeAs(primary.audit());
            }
            NAMES.forEach(name -> assertSubsequence(name, small));
            NAMES.forEach(name -> assertSubsequence(name, large));
            stores.forEach(open ->
                    assertThat(open.replicas().get(0).waitingWrites()).as(where).isZero());
        }

        private ReplicatedFeatureFlagStore store(FeatureFlagStore from, AuditingStore replica, int capacity) {
            ReplicatedFeatureFlagStore store = new ReplicatedFeatureFlagStore(
                    ReplicatedFeatureFlagStore.builder(from).replica(replica).queueCapacity(capacity),
                    number -> tasks,
                    tasks,
                    random);
            stores.add(store);
            return store;
        }

        private void write(FeatureFlagStore store) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            int number = random.nextInt();
            switch (random.nextInt(5)) {
                case 0, 1 -> store.create(flag(name, number));
                case 2, 3 -> store.update(name, to(number));
                default -> store.delete(name);
            }
        }

        private void fail(AuditingStore replica, boolean poisoned) {
            switch (random.nextInt(poisoned ? 4 : 3)) {
                case 0 -> replica.recover();
                case 1 -> replica.failWith(new IllegalStateException("away"));
                case 2 ->
                    replica.beforeEachCall(flag -> {
                        if (random.nextInt(10) == 0) {
                            throw new IllegalStateException("flaky");
                        }
                    });
                default -> {
                    String poison = NAMES.get(random.nextInt(NAMES.size()));
                    replica.beforeEachCall(flag -> {
                        if (flag.equals(poison)) {
                            throw new IllegalStateException("poison");
                        }
                    });
                }
            }
        }

        /** What a replica saw, the primary saw in this order, perhaps with more in between. */
        private void assertSubsequence(String name, AuditingStore replica) {
            Iterator<FlagDefinition> all = primary.audit(name).iterator();
            for (FlagDefinition state : replica.audit(name)) {
                boolean found = false;
                while (!found && all.hasNext()) {
                    FlagDefinition next = all.next();
                    found = state == null ? next == null : state.equals(next);
                }
                assertThat(found)
                        .as("%s: %s of %s in %s", where, state, new Entry(name, null), replica)
                        .isTrue();
            }
        }
    }
}
