package dev.flipper.store.redis;

import static org.awaitility.Awaitility.await;

import dev.flipper.Subscription;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.StoreListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a store tells its listeners, for tests to wait for. */
final class ToldChanges implements StoreListener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger connections = new AtomicInteger();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Subscription subscription;

    ToldChanges(FeatureFlagStore store) {
        subscription = store.subscribe(this).orElseThrow();
    }

    @Override
    public void connected() {
        connections.incrementAndGet();
    }

    @Override
    public void changed(String flag) {
        changed.add(flag);
    }

    /** Waits until the store has said so many times that it is connected. */
    void awaitConnected(int times) {
        await("connected").atMost(PATIENCE).until(() -> connections.get() >= times);
    }

    int connections() {
        return connections.get();
    }

    /** Waits until the store has told of a change of a flag since the last time. */
    void awaitChanged(String flag) {
        await("change of " + flag).atMost(PATIENCE).until(() -> changed.remove(flag));
    }

    @Override
    public void close() {
        subscription.close();
    }
}
