package dev.flipper.testkit;

import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreListener;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/** A plain local copy: shows own writes at once, and those of others when its thread has read them. */
final class LaggingStore implements FeatureFlagStore {

    private final FeatureFlagStore source;
    private final Subscription subscription;
    private final Map<String, FlagDefinition> copy = new ConcurrentHashMap<>();
    private final TextBackend listeners = new TextBackend();
    private final ExecutorService follower = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "lagging-store");
        thread.setDaemon(true);
        return thread;
    });

    LaggingStore(FeatureFlagStore source) {
        this.source = source;
        this.subscription = source.subscribe(this::follow).orElseThrow();
    }

    private void follow(String name) {
        try {
            follower.execute(() -> refresh(name));
        } catch (RejectedExecutionException e) {
            // Closed while it was told.
        }
    }

    private synchronized void refresh(String name) {
        FlagDefinition now = source.get(name);
        FlagDefinition before = now == null ? copy.remove(name) : copy.put(name, now);
        if (!Objects.equals(before, now)) {
            new KnowingStore(listeners).tell(name, new Change(before, now));
        }
    }

    @Override
    public FlagDefinition get(String name) {
        return copy.get(name);
    }

    @Override
    public synchronized boolean create(FlagDefinition definition) {
        boolean created = source.create(definition);
        refresh(definition.name());
        return created;
    }

    @Override
    public synchronized Change update(String name, UnaryOperator<FlagDefinition> change) {
        Change done = source.update(name, change);
        refresh(name);
        return done;
    }

    @Override
    public synchronized Change delete(String name) {
        Change done = source.delete(name);
        refresh(name);
        return done;
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        copy.values().forEach(visitor::flag);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return new TextStore(listeners).subscribe(listener);
    }

    @Override
    public void close() {
        subscription.close();
        follower.shutdownNow();
    }
}
