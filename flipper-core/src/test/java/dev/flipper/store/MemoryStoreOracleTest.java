package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.json.CodePoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations, compared with a plain map after each of them. */
class MemoryStoreOracleTest {

    private static final List<String> NAMES = List.of("a", "b", "\uff5e", "😀", "a/b", "");
    private static final int STEPS = 3000;

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final Map<String, FlagDefinition> oracle = new HashMap<>();
    private final Map<String, FlagDefinition> told = new HashMap<>();
    private final Map<String, Supplier<FlagDefinition>> readers = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void doesWhatAMapDoes(long seed) {
        Random random = new Random(seed);
        NAMES.forEach(name -> readers.put(name, new KeptSlot(store, name)));
        store.subscribe(new Follower(told));
        for (int i = 0; i < STEPS; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            String step = "seed " + seed + ", step " + i + ", flag '" + name + "'";
            operate(random, name, step);
            assertThat(store.get(name)).as(step).isSameAs(oracle.get(name));
            assertThat(readers.get(name).get()).as(step).isSameAs(oracle.get(name));
            assertThat(told).as(step).isEqualTo(oracle);
        }
    }

    private void operate(Random random, String name, String step) {
        FlagDefinition before = oracle.get(name);
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                FlagDefinition created = FlagDefinition.of(name, random.nextBoolean(), Instant.EPOCH, Map.of());
                assertThat(store.create(created)).as(step).isEqualTo(before == null);
                oracle.putIfAbsent(name, created);
            }
            case 2, 3 -> {
                int value = random.nextInt(3);
                Change change = store.update(name, flag -> flag.withClientData(Map.of("x", value)));
                if (before == null) {
                    assertThat(change).as(step).isNull();
                } else {
                    assertThat(change.before()).as(step).isSameAs(before);
                    assertThat(change.after().metadata().clientData()).as(step).isEqualTo(Map.of("x", value));
                    oracle.put(name, change.after());
                }
            }
            case 4 -> {
                Change change = store.delete(name);
                assertThat(change).as(step).isEqualTo(before == null ? null : new Change(before, null));
                oracle.remove(name);
            }
            default -> assertPage(random.nextInt(4), random.nextInt(4), step);
        }
    }

    private void assertPage(int limit, int offset, String step) {
        List<String> expected = oracle.keySet().stream()
                .sorted(CodePoints.ORDER)
                .skip(offset)
                .limit(limit)
                .toList();
        List<String> page = new ArrayList<>();
        store.list(limit, offset, new NameVisitor(page));
        assertThat(page).as(step).isEqualTo(expected);
    }

    /** Holds what a listener knows that applies each change. */
    private record Follower(Map<String, FlagDefinition> known) implements StoreListener {
        @Override
        public void changed(String flag) {
            throw new AssertionError("this store knows its changes");
        }

        @Override
        public void changed(String flag, Change change) {
            assertThat(known.get(flag)).isSameAs(change.before());
            if (change.after() == null) {
                known.remove(flag);
            } else {
                known.put(flag, change.after());
            }
        }
    }
}
