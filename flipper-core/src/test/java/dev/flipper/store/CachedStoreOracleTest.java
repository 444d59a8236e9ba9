package dev.flipper.store;

import static dev.flipper.store.SteeredStore.flag;
import static dev.flipper.store.SteeredStore.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations, of this process and of others, on a store that is away now and then: while it is there each read
 * gives what is stored, and while it is away what was last seen or written.
 */
class CachedStoreOracleTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final int STEPS = 5000;
    private static final long LONGEST_PAUSE = Duration.ofSeconds(2).toNanos();

    private final LogCapture log = new LogCapture();
    private final AtomicLong time = new AtomicLong();
    private final SteeredStore store = SteeredStore.notifying();
    private final CachedFeatureFlagStore cached =
            CachedFeatureFlagStore.builder(store).ticker(time::get).build();
    private final Map<String, FlagDefinition> seen = new HashMap<>();
    private boolean connected;

    @AfterEach
    void stop() {
        log.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesWhatIsStoredOrWhatWasLastSeen(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            operate(random.nextInt(20), name, i);
            String read = NAMES.get(random.nextInt(NAMES.size()));
            assertRead(read, "seed " + seed + ", step " + i + ", flag '" + read + "'");
        }
    }

    private void operate(int operation, String name, int version) {
        switch (operation) {
            case 0 -> store.fail();
            case 1, 2 -> store.recover();
            case 3 -> tell(false);
            case 4, 5 -> tell(true);
            case 6, 7, 8 -> {
                store.put(name, version);
                tellChanged(name);
            }
            case 9 -> {
                store.remove(name);
                tellChanged(name);
            }
            case 10, 11 ->
                write(() -> {
                    FlagDefinition created = flag(name, version);
                    if (cached.create(created)) {
                        seen.put(name, created);
                    }
                });
            case 12, 13, 14 ->
                write(() -> {
                    Change change = cached.update(name, to(version));
                    seen.put(name, change == null ? null : change.after());
                });
            case 15 ->
                write(() -> {
                    cached.delete(name);
                    seen.put(name, null);
                });
            default -> time.addAndGet(LONGEST_PAUSE);
        }
    }

    private void tell(boolean connection) {
        connected = connection;
        store.tell(connection ? StoreListener::connected : StoreListener::disconnected);
    }

    private void tellChanged(String name) {
        if (connected) {
            store.tell(listener -> listener.changed(name));
        }
    }

    private void write(Runnable write) {
        if (store.failure == null) {
            write.run();
        } else {
            assertThatThrownBy(write::run).isSameAs(store.failure);
        }
    }

    private void assertRead(String name, String step) {
        time.addAndGet(LONGEST_PAUSE);
        if (store.failure == null) {
            assertThat(cached.get(name)).as(step).isEqualTo(store.stored(name));
            seen.put(name, store.stored(name));
        } else if (seen.containsKey(name)) {
            assertThat(cached.get(name)).as(step).isEqualTo(seen.get(name));
        } else {
            assertThatThrownBy(() -> cached.get(name)).as(step).isInstanceOf(StoreException.class);
        }
    }
}
