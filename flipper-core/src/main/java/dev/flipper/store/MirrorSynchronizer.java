package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.Subscription;
import dev.flipper.store.LocalCopy.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link LocalCopy} current: reads everything at the start, after a reconnect, after a failure and once in a
 * while; reads single flags when the store says that they have changed. All reading is done by one background task
 * after the other. The store's notifications only leave a note and return.
 */
final class MirrorSynchronizer implements StoreListener {

    /** So many flags are rather read all at once. */
    private static final int MANY = 100;

    private final FeatureFlagStore store;
    private final LocalCopy copy;
    private final BackgroundTasks tasks;
    private final MirrorHealth health;
    private final Consumer<List<Told>> observer;

    private final Set<String> hinted = new LinkedHashSet<>();
    private long planned;
    private boolean closed;
    private @Nullable Subscription subscription;

    /**
     * Takes what belongs together.
     *
     * @param observer told in the background of what has changed in the copy
     */
    MirrorSynchronizer(
            FeatureFlagStore store,
            LocalCopy copy,
            BackgroundTasks tasks,
            MirrorHealth health,
            Consumer<List<Told>> observer) {
        this.store = store;
        this.copy = copy;
        this.tasks = tasks;
        this.health = health;
        this.observer = observer;
    }

    /** Begins to follow the store, in the background. */
    void start() {
        planReload(Duration.ZERO);
    }

    @Override
    public void connected() {
        health.connected();
        planReload(Duration.ZERO);
    }

    @Override
    public void disconnected() {
        planReload(health.disconnected());
    }

    /** Notes that a flag has to be read. */
    @Override
    public synchronized void changed(String flag) {
        if (hinted.isEmpty()) {
            tasks.execute(this::readHinted);
        }
        hinted.add(flag);
    }

    /** Only the last plan counts. */
    private synchronized void planReload(Duration pause) {
        long number = ++planned;
        tasks.schedule(() -> reloadAsPlanned(number), pause);
    }

    private void reloadAsPlanned(long number) {
        if (isCurrent(number)) {
            reloadAndPlanTheNext();
        }
    }

    private synchronized boolean isCurrent(long number) {
        return number == planned && !closed;
    }

    private void reloadAndPlanTheNext() {
        long begun = plansUpToNow();
        Duration pause;
        try {
            subscribe();
            begun = plansUpToNow();
            reload();
            pause = health.pause();
        } catch (Throwable e) {
            pause = failed(e);
        }
        planReloadUnlessPlanned(begun, pause);
    }

    /** Drops the plans that there are, because what is read from now on serves them too. */
    private synchronized long plansUpToNow() {
        return ++planned;
    }

    /** Whoever has planned something meanwhile knows more, as of a new connection. */
    private synchronized void planReloadUnlessPlanned(long begun, Duration pause) {
        if (planned == begun) {
            planReload(pause);
        }
    }

    private Duration failed(Throwable failure) {
        return isClosed() ? Duration.ZERO : health.failed(failure);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void subscribe() {
        if (health.isSubscribed()) {
            return;
        }
        Subscription made = store.subscribe(this).orElse(null);
        health.subscribed(made != null);
        if (made != null && !keep(made)) {
            made.close();
        }
    }

    private synchronized boolean keep(Subscription made) {
        subscription = made;
        return !closed;
    }

    private void reload() {
        MirrorHealth.Reading begun = health.readingBegins();
        List<Told> told = new ArrayList<>();
        copy.beginReading();
        try {
            Map<String, StoredFlag> found = new HashMap<>();
            store.forEach(new Collector(found));
            copy.foundAll(found, told).forEach(this::changed);
        } finally {
            copy.endReading();
        }
        health.synchronizedSince(begun);
        observer.accept(told);
    }

    private void readHinted() {
        List<String> flags = takeHinted();
        if (flags.size() > MANY) {
            planReload(Duration.ZERO);
        } else if (!flags.isEmpty()) {
            read(flags);
        }
    }

    private synchronized List<String> takeHinted() {
        List<String> flags = closed ? List.of() : List.copyOf(hinted);
        hinted.clear();
        return flags;
    }

    private void read(List<String> flags) {
        health.readingBegins();
        List<Told> told = new ArrayList<>();
        copy.beginReading();
        try {
            Map<String, StoredFlag> found = new HashMap<>();
            flags.forEach(flag -> found.put(flag, StoredFlag.read(store, flag)));
            copy.found(found, told).forEach(this::changed);
            health.readingEnds();
        } catch (Throwable e) {
            planReload(failed(e));
        } finally {
            copy.endReading();
        }
        observer.accept(told);
    }

    /** Begins nothing new, and ends the subscription. */
    void close() {
        Subscription open = end();
        tasks.close();
        if (open != null) {
            open.close();
        }
    }

    private synchronized @Nullable Subscription end() {
        Subscription open = closed ? null : subscription;
        closed = true;
        return open;
    }

    /** Collects what a store holds. */
    private record Collector(Map<String, StoredFlag> found) implements FlagVisitor {

        @Override
        public void flag(FlagDefinition definition) {
            found.put(definition.name(), StoredFlag.of(definition));
        }

        @Override
        public void unreadable(String name, FlagFormatException problem) {
            found.put(Objects.requireNonNull(name), StoredFlag.unreadable(Objects.requireNonNull(problem)));
        }
    }
}
