package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flipper.FlagFormatException;
import dev.flipper.Subscription;
import dev.flipper.json.Json;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the contract share: the stores of a test, and how to look at them. */
abstract class StoreFixture extends StorePromises {

    FeatureFlagStore store;
    FeatureFlagStore second;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<FeatureFlagStore, Notices> signs = new HashMap<>();

    @BeforeEach
    void openStores() {
        store = opened(createStore());
        second = opened(createSecondStore());
        if (readsLagBehind() && tellsOfChanges()) {
            signs.put(store, subscribe(store));
            signs.put(second, subscribe(second));
        }
    }

    @AfterEach
    void closeStores() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    /** To be closed when the test ends, before what was opened earlier. */
    <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Listens to a store, from now on and until the test ends. The test is skipped if the store cannot tell. */
    Notices listen(FeatureFlagStore source) {
        assumeTrue(tellsOfChanges(), "the store does not tell of changes");
        return subscribe(source);
    }

    private Notices subscribe(FeatureFlagStore source) {
        Notices notices = new Notices(source, patience());
        Subscription subscription = source.subscribe(notices)
                .orElseThrow(
                        () -> new AssertionError(
                                "subscribe gave no subscription; a store that cannot tell of changes overrides tellsOfChanges"));
        opened(subscription);
        notices.awaitConnected();
        return notices;
    }

    /** Checks what a store shows after a write through the other one: at once, or after a moment where it may lag. */
    void eventually(FeatureFlagStore reading, Runnable check) {
        eventually(reading, signs.get(reading), check);
    }

    /** The same, of what the notices have been told: of two listeners the other one may know it already. */
    void eventually(FeatureFlagStore reading, @Nullable Notices notices, Runnable check) {
        if (!readsLagBehind()) {
            check.run();
            return;
        }
        synchronize(reading);
        Deadline deadline = Deadline.in(patience());
        while (true) {
            int seen = notices == null ? 0 : notices.count();
            try {
                check.run();
                return;
            } catch (AssertionError | FlagFormatException e) {
                if (notices == null || !notices.awaitMoreThan(seen, deadline)) {
                    throw e;
                }
            }
        }
    }

    /** Checks what both stores show of a flag after a write: the one that wrote at once. */
    void assertStored(FeatureFlagStore writer, String name, @Nullable FlagDefinition expected) {
        assertFlag(name, writer.get(name), expected);
        FeatureFlagStore other = other(writer);
        eventually(other, () -> assertFlag(name, other.get(name), expected));
    }

    @SuppressWarnings("ReferenceEquality") // which of the two it is
    FeatureFlagStore other(FeatureFlagStore one) {
        return one == store ? second : store;
    }

    static void assertFlag(String name, @Nullable FlagDefinition actual, @Nullable FlagDefinition expected) {
        assertThat(text(actual)).as("the flag %s", quoted(name)).isEqualTo(text(expected));
    }

    private static @Nullable String text(@Nullable FlagDefinition definition) {
        return definition == null ? null : definition.toJson();
    }

    /** The state of a flag in the backend, whatever a local copy shows. */
    @Nullable
    FlagDefinition stored(String name) {
        Change change = store.update(name, flag -> flag);
        return change == null ? null : change.after();
    }

    /** Creates a flag that does not exist. */
    FlagDefinition created(FlagDefinition definition) {
        assertThat(store.create(definition))
                .as("create of %s, which is absent", quoted(definition.name()))
                .isTrue();
        return definition;
    }

    FlagDefinition created(String name) {
        return created(flag(name));
    }

    static FlagDefinition flag(String name) {
        return flag(name, Map.of());
    }

    static FlagDefinition flag(String name, Map<String, Object> clientData) {
        return FlagDefinition.of(name, false, Instant.ofEpochSecond(1_500_000_000), clientData);
    }

    /** Gives what has to be there. */
    static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw new AssertionError(what + " gave null");
        }
        return value;
    }

    /** Makes odd names visible. */
    static String quoted(String name) {
        return Json.write(name);
    }
}
