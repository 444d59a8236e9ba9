package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.LogCapture;
import dev.flipper.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners to a store that tells of changes in the writer's thread. */
class QuietListenerTest {

    private final MemoryFeatureFlagStore primary = new MemoryFeatureFlagStore();
    private final AuditingStore replica = new AuditingStore("replica");
    private final ReplicatedFeatureFlagStore store = new ReplicatedFeatureFlagStore(primary, replica);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void close() {
        store.close();
        threads.shutdownNow();
    }

    private static StoreListener onChange(Consumer<String> action) {
        return action::accept;
    }

    /** Both writers are in their listeners, and then each writes what the other one wrote. */
    @Test
    void listenersThatWriteEachOthersFlagsDoNotWaitForEachOther() throws Exception {
        store.create(flag("a", 0));
        store.create(flag("b", 0));
        CyclicBarrier both = new CyclicBarrier(2);
        store.subscribe(onChange(name -> {
            if (number(store.get(name)) == 1) {
                await(both);
                store.update(name.equals("a") ? "b" : "a", to(2));
            }
        }));
        Future<?> a = threads.submit(() -> store.update("a", to(1)));
        Future<?> b = threads.submit(() -> store.update("b", to(1)));
        a.get(30, TimeUnit.SECONDS);
        b.get(30, TimeUnit.SECONDS);
        store.resync();
        assertThat(number(replica.flags().get("a"))).isEqualTo(2);
        assertThat(number(replica.flags().get("b"))).isEqualTo(2);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aListenerIsToldInTheWritersThreadBeforeTheWriteReturns() {
        List<Object> told = new ArrayList<>();
        Subscription subscription = store.subscribe(new StoreListener() {
                    @Override
                    public void connected() {
                        told.add("connected");
                    }

                    @Override
                    public void changed(String name) {
                        told.add(name);
                    }

                    @Override
                    public void changed(String name, Change change) {
                        told.add(Thread.currentThread());
                        told.add(change);
                    }
                })
                .orElseThrow();
        store.create(flag("a", 1));
        assertThat(told).containsExactly("connected", Thread.currentThread(), new Change(null, flag("a", 1)));
        subscription.close();
        store.delete("a");
        assertThat(told).hasSize(3);
    }

    /** One that listens to the primary itself is called within the write. */
    @Test
    void whatIsToldInAWriteWithinAWriteIsKeptToo() {
        List<String> told = new ArrayList<>();
        primary.subscribe(onChange(name -> {
            if (name.equals("a")) {
                store.create(flag("b", 1));
                told.add("within");
            }
        }));
        store.subscribe(onChange(told::add));
        store.create(flag("a", 1));
        assertThat(told).containsExactly("within", "b", "a");
    }

    /** What a store tells of within a write, whatever it is, comes after it and in its order. */
    @Test
    void everythingThatIsToldMeanwhileIsKept() {
        List<String> told = new ArrayList<>();
        List<StoreListener> listeners = new ArrayList<>();
        FeatureFlagStore talking = new OverridableStore(primary) {
            @Override
            public boolean create(FlagDefinition definition) {
                listeners.get(0).disconnected();
                listeners.get(0).connected();
                listeners.get(0).changed("other");
                assertThat(told).isEmpty();
                return super.create(definition);
            }

            @Override
            public Optional<Subscription> subscribe(StoreListener listener) {
                listeners.add(listener);
                return Optional.of(() -> {});
            }
        };
        ReplicatedFeatureFlagStore replicated = new ReplicatedFeatureFlagStore(talking);
        replicated.subscribe(new StoreListener() {
            @Override
            public void connected() {
                told.add("connected");
            }

            @Override
            public void changed(String name) {
                told.add("changed " + name);
            }

            @Override
            public void disconnected() {
                told.add("disconnected");
            }
        });
        replicated.create(flag("a", 1));
        assertThat(told).containsExactly("disconnected", "connected", "changed other");
        listeners.get(0).changed("later");
        assertThat(told).last().isEqualTo("changed later");
    }

    @Test
    void aListenerThatFailsIsLoggedAndTheWriteStands() {
        AssertionError failure = new AssertionError("broken");
        List<String> told = new ArrayList<>();
        store.subscribe(onChange(name -> {
            throw failure;
        }));
        store.subscribe(onChange(told::add));
        try (LogCapture log = new LogCapture()) {
            assertThat(store.create(flag("a", 1))).isTrue();
            assertThat(log.errors()).containsExactly("A listener to the store failed");
            assertThat(log.thrown()).containsExactly(failure);
        }
        assertThat(told).containsExactly("a");
        assertThat(store.get("a")).isEqualTo(flag("a", 1));
    }

    @Test
    void aClientKnowsItsOwnWrites() {
        List<String> heard = new ArrayList<>();
        try (FeatureFlagClient client = FeatureFlagClient.open(store)) {
            client.events().onExternalChange(change -> heard.add(change.flag()));
            client.create("own");
            client.enable("own");
            store.create(flag("foreign", 1));
            primary.create(flag("past the replicas", 1));
        }
        assertThat(heard).containsExactly("foreign", "past the replicas");
    }
}
