package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A store as if behind a network: it tells names of changed flags only, may be cut off, and lets a test come in between
 * the moment when the state is read there and the moment when the answer is here. What other processes do is done to
 * {@link #data}, which is never cut off.
 */
final class RemoteStore implements FeatureFlagStore {

    final MemoryFeatureFlagStore data = new MemoryFeatureFlagStore();
    final AtomicInteger readings = new AtomicInteger();
    final AtomicInteger fullReadings = new AtomicInteger();
    final AtomicInteger closings = new AtomicInteger();
    final Map<String, FlagFormatException> broken = new ConcurrentHashMap<>();
    final List<StoreListener> listeners = new CopyOnWriteArrayList<>();

    volatile boolean notifies = true;
    volatile boolean away;
    /** Runs when a state has been read and is on its way. */
    volatile Runnable onTheWay = () -> {};
    /** Given instead of what was asked for, unless null. */
    volatile FlagDefinition rubbish;
    /** Runs when somebody wants to be told. */
    volatile Runnable onSubscribe = () -> {};
    /** Runs when a write has been made and its outcome is on its way. */
    volatile Runnable written = () -> {};

    static FlagDefinition flag(String name) {
        return FlagDefinition.of(name, false, Instant.EPOCH, Map.of());
    }

    /** The connection is lost, and the client library notices. */
    void cut() {
        away = true;
        listeners.forEach(StoreListener::disconnected);
    }

    void mend() {
        away = false;
        listeners.forEach(StoreListener::connected);
    }

    void tell(String flag) {
        if (notifies && !away) {
            listeners.forEach(listener -> listener.changed(flag));
        }
    }

    /** Another process changes a flag. */
    void set(String flag, Object value) {
        if (data.get(flag) == null) {
            data.create(flag(flag));
        }
        data.update(flag, old -> old.withClientData(Map.of("value", value)));
        tell(flag);
    }

    /** Another process removes a flag. */
    void remove(String flag) {
        data.delete(flag);
        tell(flag);
    }

    /** Another process makes an entry of a flag unreadable. */
    void corrupt(String flag) {
        broken.put(flag, new FlagFormatException(flag, "document", "it is broken", null));
        tell(flag);
    }

    private void requireHere() {
        if (away) {
            throw new StoreException("The store is away", null);
        }
    }

    @Override
    public FlagDefinition get(String name) {
        requireHere();
        readings.incrementAndGet();
        if (broken.containsKey(name)) {
            throw broken.get(name);
        }
        FlagDefinition read = rubbish == null ? data.get(name) : rubbish;
        onTheWay.run();
        return read;
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        requireHere();
        fullReadings.incrementAndGet();
        data.forEach(visitor);
        broken.forEach(visitor::unreadable);
        onTheWay.run();
    }

    @Override
    public boolean create(FlagDefinition definition) {
        requireHere();
        boolean created = !broken.containsKey(definition.name()) && data.create(definition);
        written.run();
        if (created) {
            tell(definition.name());
        }
        return created;
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        requireHere();
        Change done = data.update(name, change);
        written.run();
        tell(name);
        return done;
    }

    @Override
    public Change delete(String name) {
        requireHere();
        Change done = broken.remove(name) == null ? data.delete(name) : new Change(null, null);
        written.run();
        tell(name);
        return done;
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        requireHere();
        if (!notifies) {
            return Optional.empty();
        }
        onSubscribe.run();
        listeners.add(listener);
        listener.connected();
        return Optional.of(() -> listeners.remove(listener));
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }
}
