package dev.flipper.testkit;

import static dev.flipper.testkit.StoreFixture.flag;
import static dev.flipper.testkit.StoreFixture.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.json.CodePoints;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Random operations on few flags, so that they meet, through both stores. After each the stores are compared with a map
 * that has been through the same. Begins and ends without flags.
 */
final class RandomSequence {

    private static final int NAMES = 5;
    private static final int PAGE = 4;

    private final StoreFixture stores;
    private final int seed;
    private final Random random;
    private final List<String> names;
    private final NavigableMap<String, FlagDefinition> oracle = new TreeMap<>(CodePoints.ORDER);
    private final Map<FeatureFlagStore, Map<String, KeptSlot>> handles = new HashMap<>();
    private final List<String> done = new ArrayList<>();

    RandomSequence(StoreFixture stores, int seed) {
        this.stores = stores;
        this.seed = seed;
        this.random = new Random(seed);
        List<String> all = new ArrayList<>(stores.names());
        Collections.shuffle(all, random);
        this.names = all.subList(0, Math.min(NAMES, all.size()));
    }

    void run(int steps) {
        try {
            for (int i = 0; i < steps; i++) {
                step();
            }
            for (String name : names) {
                delete(stores.store, name);
                check(stores.store, name);
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "The random sequence with the seed " + seed + " fails at its step " + done.size() + ":\n"
                            + String.join("\n", done) + "\n" + e.getMessage(),
                    e);
        }
    }

    private void step() {
        FeatureFlagStore store = random.nextBoolean() ? stores.store : stores.second;
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0, 1 -> create(store, name);
            case 2, 3 -> update(store, name);
            case 4 -> updateInVain(store, name);
            case 5 -> delete(store, name);
            default -> list(store);
        }
        check(store, name);
    }

    private void note(FeatureFlagStore store, String operation) {
        done.add((store == stores.store ? "store." : "second.") + operation);
    }

    private void create(FeatureFlagStore store, String name) {
        Map<String, Object> data = Map.of("x", random.nextInt(3));
        note(store, "create " + quoted(name) + " with " + data);
        FlagDefinition definition = flag(name, data);
        boolean created = store.create(definition);
        assertThat(created).as("created").isEqualTo(oracle.putIfAbsent(name, definition) == null);
    }

    private void update(FeatureFlagStore store, String name) {
        Map<String, Object> data = Map.of("x", random.nextInt(3));
        note(store, "update " + quoted(name) + " to " + data);
        Change change = store.update(name, flag -> flag.withClientData(data));
        FlagDefinition before = oracle.get(name);
        FlagDefinition after = before == null ? null : before.withClientData(data);
        assertThat(change).isEqualTo(after == null ? null : new Change(before, after));
        if (after != null) {
            oracle.put(name, after);
        }
    }

    private void updateInVain(FeatureFlagStore store, String name) {
        note(store, "update " + quoted(name) + " with an exception");
        RuntimeException exception = new PlannedFailure();
        Throwable thrown = catchThrowable(() -> store.update(name, flag -> {
            throw exception;
        }));
        assertThat(thrown).isSameAs(oracle.containsKey(name) ? exception : null);
    }

    private void delete(FeatureFlagStore store, String name) {
        note(store, "delete " + quoted(name));
        Change change = store.delete(name);
        FlagDefinition before = oracle.remove(name);
        assertThat(change).isEqualTo(before == null ? null : new Change(before, null));
    }

    private void list(FeatureFlagStore store) {
        int limit = random.nextInt(PAGE);
        int offset = random.nextInt(PAGE);
        note(store, "list " + limit + " from " + offset);
        List<FlagDefinition> expected =
                oracle.values().stream().skip(offset).limit(limit).toList();
        assertThat(Visits.ofPage(store, limit, offset).flags()).isEqualTo(expected);
        List<FlagDefinition> all = Visits.ofAll(store).flags();
        assertThat(all).as("forEach").hasSize(oracle.size());
        assertThat(new HashSet<>(all)).as("forEach").isEqualTo(new HashSet<>(oracle.values()));
    }

    /** The store that wrote shows it at once, the other one when it does. */
    private void check(FeatureFlagStore writer, String name) {
        FlagDefinition expected = oracle.get(name);
        compare(writer, name, expected);
        FeatureFlagStore other = stores.other(writer);
        stores.eventually(other, () -> compare(other, name, expected));
    }

    private void compare(FeatureFlagStore store, String name, @Nullable FlagDefinition expected) {
        same("get", name, store.get(name), expected);
        same("handle", name, handle(store, name).get(), expected);
    }

    private KeptSlot handle(FeatureFlagStore store, String name) {
        return handles.computeIfAbsent(store, key -> new HashMap<>())
                .computeIfAbsent(name, key -> new KeptSlot(store, key));
    }

    private void same(String what, String name, @Nullable FlagDefinition actual, @Nullable FlagDefinition expected) {
        if (!Objects.equals(actual, expected)) {
            assertThat(actual).as("%s of %s", what, quoted(name)).isEqualTo(expected);
        }
    }
}
