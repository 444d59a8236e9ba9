package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A store far away, as a cache sees it: reading takes its time, in which a test lets things happen, it fails when told
 * to, and it tells of changes only what a test makes it tell. Counts what it is asked.
 */
final class SteeredStore implements FeatureFlagStore {

    private final FlagSlots flags = new FlagSlots();
    private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
    private final boolean notifies;
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger closings = new AtomicInteger();
    volatile RuntimeException failure;
    volatile String unreadable = "";
    private volatile Consumer<String> onTheWayBack = name -> {};

    private SteeredStore(boolean notifies) {
        this.notifies = notifies;
    }

    static SteeredStore silent() {
        return new SteeredStore(false);
    }

    /** Has told nothing yet, not even that it is connected. */
    static SteeredStore notifying() {
        return new SteeredStore(true);
    }

    static FlagDefinition flag(String name, int version) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of("version", version));
    }

    static UnaryOperator<FlagDefinition> to(int version) {
        return flag -> flag.withClientData(Map.of("version", version));
    }

    /** Gives 0 for an absent flag. */
    static int version(FlagDefinition flag) {
        return flag == null ? 0 : ((Number) flag.metadata().clientData().get("version")).intValue();
    }

    /** As another process does it. */
    void put(String name, int version) {
        flags.delete(name);
        flags.create(flag(name, version));
    }

    /** As another process does it. */
    void remove(String name) {
        flags.delete(name);
    }

    /** What is stored, whether or not it could be read. */
    FlagDefinition stored(String name) {
        return flags.get(name);
    }

    /** Runs once, in the thread that reads, between reading the flag and handing it out. */
    void onNextRead(Runnable action) {
        AtomicInteger calls = new AtomicInteger();
        onTheWayBack = name -> {
            if (calls.getAndIncrement() == 0) {
                action.run();
            }
        };
    }

    /** Runs at each read, between reading the flag and handing it out. */
    void onEachRead(Consumer<String> action) {
        onTheWayBack = action;
    }

    void fail() {
        failure = new StoreException("away", null);
    }

    void recover() {
        failure = null;
    }

    void tell(Consumer<StoreListener> notification) {
        listeners.forEach(notification);
    }

    /** The listener that joined last. */
    StoreListener last() {
        return listeners.get(listeners.size() - 1);
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public FlagDefinition get(String name) {
        reads.incrementAndGet();
        FlagDefinition read = flags.get(name);
        onTheWayBack.accept(name);
        failIfTold();
        if (unreadable.equals(name)) {
            throw new FlagFormatException(name, "meta", "it is missing", null);
        }
        return read;
    }

    private void failIfTold() {
        RuntimeException told = failure;
        if (told != null) {
            throw told;
        }
    }

    @Override
    public boolean create(FlagDefinition definition) {
        failIfTold();
        return flags.create(definition);
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        failIfTold();
        return flags.update(name, change);
    }

    @Override
    public Change delete(String name) {
        failIfTold();
        return flags.delete(name);
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        failIfTold();
        flags.forEach(visitor);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        failIfTold();
        if (!notifies) {
            return Optional.empty();
        }
        listeners.add(listener);
        return Optional.of(() -> listeners.remove(listener));
    }

    @Override
    public void close() {
        closings.incrementAndGet();
        failIfTold();
    }
}
