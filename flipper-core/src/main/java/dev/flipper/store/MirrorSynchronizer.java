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

    /** So long the first reading waits for the store to say whether it tells of changes. */
    static final Duration PATIENCE_AT_THE_START = Duration.ofSeconds(1);

    private final FeatureFlagStore store;
    private final LocalCopy copy;
    private final BackgroundTasks tasks;
    private final MirrorHealth health;
    private final Consumer<List<Told>> observer;

    private final ReloadPlan plan;
    private final Set<String> hinted = new LinkedHashSet<>();
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
        this.plan = new ReloadPlan(tasks, this::reloadAndPlanTheNext);
    }

    /**
     * Begins to follow the store, in the background. What is read before it tells of changes would have to be read once
     * more as soon as it does.
     */
    void start() {
        tasks.execute(() -> {
            follow();
            if (health.isToConnect()) {
                plan.soon(PATIENCE_AT_THE_START);
            } else {
                reloadAndPlanTheNext();
            }
        });
    }

    @Override
    public void connected() {
        health.connected();
        plan.now();
    }

    /** Said again while it is known it is no reason to do anything: some tell of each attempt to connect. */
    @Override
    public void disconnected() {
        if (health.disconnected()) {
            plan.soon(health.pauseAfterFailure());
        }
    }

    /** Notes that a flag has to be read. */
    @Override
    public synchronized void changed(@Nullable String flag) {
        if (closed) {
            return;
        }
        if (flag == null) {
            // No store should say that, but something has changed.
            plan.now();
            return;
        }
        if (hinted.isEmpty()) {
            tasks.execute(this::readHinted);
        }
        if (hinted.size() <= MANY) {
            hinted.add(flag);
        }
    }

    /**
     * Asks the store to tell of changes, until it does not fail. What it tells is no condition for reading it: there
     * are rights for one and not for the other.
     */
    private void follow() {
        try {
            Subscription made = isClosed() ? null : store.subscribe(this).orElse(null);
            health.followed(made != null);
            if (made == null) {
                plan.now();
            } else if (!keep(made)) {
                made.close();
            }
        } catch (Throwable e) {
            tasks.schedule(this::follow, health.notFollowed(e));
        }
    }

    private synchronized boolean keep(Subscription made) {
        subscription = made;
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void reloadAndPlanTheNext() {
        long begun = plan.begin();
        Duration pause = MirrorHealth.LONGEST_PAUSE;
        boolean failed = true;
        try {
            reload();
            pause = health.pause();
            failed = false;
        } catch (Throwable e) {
            pause = isClosed() ? pause : health.failed(e);
        } finally {
            // Even if the failure could not be told, as when memory has run out.
            plan.next(begun, pause, failed);
        }
    }

    private void reload() {
        MirrorHealth.Reading begun = health.readingBegins();
        List<Told> told = new ArrayList<>();
        Map<String, StoredFlag> found = new HashMap<>();
        copy.beginReading();
        try {
            store.forEach(new Collector(found));
            if (isClosed()) {
                // Interrupted: the store may have taken it for its end.
                return;
            }
            copy.foundAll(found, told).forEach(this::changed);
        } finally {
            copy.endReading();
        }
        health.synchronizedSince(begun);
        if (found.isEmpty() && !told.isEmpty() && copy.isEmpty()) {
            health.emptied(told.size());
        }
        try {
            observer.accept(told);
        } finally {
            // Who waits for the flags and listens from then on hears of later changes only.
            health.readingIsTold();
        }
    }

    private void readHinted() {
        List<String> flags = takeHinted();
        if (flags.size() > MANY) {
            plan.now();
        } else if (!flags.isEmpty()) {
            read(flags);
        }
    }

    private synchronized List<String> takeHinted() {
        // What is read soon anyway, perhaps after a failure, is not asked for before.
        List<String> flags = closed || plan.isSoon() ? List.of() : List.copyOf(hinted);
        hinted.clear();
        return flags;
    }

    private void read(List<String> flags) {
        health.readingBegins();
        List<Told> told = new ArrayList<>();
        copy.beginReading();
        try {
            copy.found(readUntilOneFails(flags), told).forEach(this::changed);
        } finally {
            copy.endReading();
        }
        observer.accept(told);
    }

    private Map<String, StoredFlag> readUntilOneFails(List<String> flags) {
        Map<String, StoredFlag> found = new HashMap<>();
        for (String flag : flags) {
            try {
                StoredFlag now = StoredFlag.read(store, flag);
                if (isClosed()) {
                    return Map.of();
                }
                found.put(flag, now);
            } catch (Throwable e) {
                readAllInstead(flag, e);
                return found;
            }
        }
        health.readingEnds();
        return found;
    }

    private void readAllInstead(String flag, Throwable failure) {
        if (!isClosed()) {
            plan.soon(health.failed(flag, failure));
        }
    }

    /** Begins nothing new. Gives the subscription, which is to be closed; null if there is none or not any more. */
    @Nullable
    Subscription end() {
        Subscription open = endOnce();
        health.closed();
        tasks.close();
        return open;
    }

    private synchronized @Nullable Subscription endOnce() {
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
