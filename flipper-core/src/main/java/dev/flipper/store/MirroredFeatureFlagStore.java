package dev.flipper.store;

import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.LocalCopy.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A full copy in memory of the flags in another store. Reading does no I/O, takes no lock and allocates nothing, and
 * goes on with the last known state for as long as the store is away.
 *
 * <p>The copy follows the store's notifications. Everything is read again when the store has reconnected, after a
 * failure until it succeeds (with growing pauses of a second at most), and once in a while as a precaution, which is
 * all there is if the store cannot notify, or for as long as it does not. A change made through this object is in the
 * copy when the call returns; no notification or reading that overlaps it, however late, brings an older state back.
 * Changes go to the store, which makes them atomic, and fail as it does.
 *
 * <p>Changes in a {@linkplain FeatureFlagStore#transaction transaction of the caller's} are in the copy when it has
 * been committed, all of one flag as one change, and never after a rollback. Of two transactions that change one flag
 * at the same time the outcome may be read again, in the background. Until a transaction ends, the flags that it has
 * changed stay as they are in the copy.
 *
 * <p>At the start everything is read as soon as the store tells of changes, or after a second if it does not yet. The
 * store is waited for, but not for long; then the flags of a {@linkplain MirroredFeatureFlagStoreBuilder#snapshot
 * snapshot} answer. Where there is none, reading fails with a {@link StoreException}, so that each check answers its
 * default, until the store has been read.
 *
 * <p>Listeners are told of the changes of the copy, with both states: in the writer's thread where the change was made
 * through this object, else in a background thread. The changes that one thread makes come in their order; those of
 * several threads may overtake each other, so whoever keeps a copy reads again what it is told of. Of an entry that has
 * become unreadable only the name is told.
 *
 * <p>Thread-safe. There is one background thread, which ends when the store is closed. The copy stays readable then.
 */
public final class MirroredFeatureFlagStore extends WrappingStore {

    private final FeatureFlagStore store;
    private final MirrorHealth health;
    private final LocalCopy copy;
    private final MirrorSynchronizer synchronizer;
    private final @Nullable MirrorSnapshot snapshot;
    private final TransactionWrites transactions;
    private final FlagLocks locks = new FlagLocks();
    private final StoreListeners listeners = new StoreListeners();
    private final AtomicBoolean closing = new AtomicBoolean();

    /**
     * Mirrors a store with the usual settings (see {@link #builder}). Waits for the store, but not for long.
     *
     * @param store the store, which belongs to the mirror from now on
     */
    public MirroredFeatureFlagStore(FeatureFlagStore store) {
        this(builder(store));
    }

    MirroredFeatureFlagStore(MirroredFeatureFlagStoreBuilder settings) {
        store = settings.store();
        BackgroundTasks tasks = settings.tasks();
        health = settings.health();
        copy = new LocalCopy(this::notLoaded);
        Path file = settings.snapshotFile();
        snapshot = file == null ? null : new MirrorSnapshot(new SnapshotFile(file), copy, health, tasks);
        synchronizer = new MirrorSynchronizer(store, copy, tasks, health, this::changed);
        transactions = new TransactionWrites(copy::beginWrite, this::transacted);
        start(settings.startTimeout());
    }

    /**
     * Mirrors a store with settings of one's own.
     *
     * @param store the store, which belongs to the mirror from now on
     * @return a builder
     */
    public static MirroredFeatureFlagStoreBuilder builder(FeatureFlagStore store) {
        return new MirroredFeatureFlagStoreBuilder(store);
    }

    private void start(Duration timeout) {
        synchronizer.start();
        if (!isReadWithin(timeout) && snapshot != null) {
            snapshot.restore();
        }
        if (!copy.isLoaded() && !timeout.isZero()) {
            health.startsWithoutFlags();
        }
    }

    private boolean isReadWithin(Duration timeout) {
        try {
            return health.awaitFirstReading(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private StoreException notLoaded() {
        return new StoreException(
                "The flags have not been read from the " + store.getClass().getSimpleName() + " yet", health.failure());
    }

    /** Tells how far the copy can be trusted at the moment. */
    @Override
    public StoreStatus status() {
        return health.status(store.status().kind() + ", mirrored");
    }

    @Override
    FeatureFlagStore wrapped() {
        return store;
    }

    /** Reads the flag from the copy. */
    @Override
    public @Nullable FlagDefinition get(String name) {
        return copy.get(name);
    }

    @Override
    public @Nullable FlagSlot slot(String name, int hash) {
        return copy.slot(name, hash);
    }

    /** Passes over the flags of the copy. */
    @Override
    public void forEach(FlagVisitor visitor) {
        copy.forEach(visitor);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.of(listeners.add(listener));
    }

    @Override
    public Optional<StoreTransaction> transaction() {
        return store.transaction();
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String name = definition.name();
        List<StoredFlag> states = WriteStates.created(definition);
        StoreTransaction transaction = transaction().orElse(null);
        return transaction == null
                ? write(name, () -> store.create(definition), created -> created ? states : present(name))
                : transactions.write(
                        transaction, name, () -> store.create(definition), created -> created ? states : List.of());
    }

    /** What the name is taken by, if it is not known here. */
    private List<StoredFlag> present(String name) {
        return copy.holds(name) ? List.of() : List.of(StoredFlag.read(store, name));
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        return change(name, () -> store.update(name, change), done -> WriteStates.changed(name, done));
    }

    @Override
    public @Nullable Change delete(String name) {
        return change(name, () -> store.delete(name), done -> WriteStates.removed(name, done));
    }

    private @Nullable Change change(
            String flag, Supplier<@Nullable Change> write, Function<@Nullable Change, List<StoredFlag>> states) {
        StoreTransaction transaction = transaction().orElse(null);
        return transaction == null
                ? this.<@Nullable Change>write(flag, write, states)
                : transactions.<@Nullable Change>write(transaction, flag, write, states);
    }

    /** Holds the flag's lock, so that the outcomes of own writes reach the copy in the order of the writes. */
    private <T extends @Nullable Object> T write(String flag, Supplier<T> write, Function<T, List<StoredFlag>> states) {
        List<Told> told = new ArrayList<>();
        try {
            return locks.locked(flag, () -> writeAndCopy(flag, write, states, told));
        } finally {
            // Not before the lock is given up, as a listener may write another flag.
            changed(told);
        }
    }

    private <T extends @Nullable Object> T writeAndCopy(
            String flag, Supplier<T> write, Function<T, List<StoredFlag>> states, List<Told> told) {
        List<StoredFlag> known = List.of();
        int begun = copy.beginWrite(flag);
        int ended = begun;
        try {
            T result = write.get();
            ended = copy.ended(flag);
            known = known(flag, ended == begun, states, result);
            return result;
        } finally {
            if (copy.endWrite(flag, ended, known, told)) {
                synchronizer.changed(flag);
            }
        }
    }

    private <T extends @Nullable Object> List<StoredFlag> known(
            String flag, boolean isLatest, Function<T, List<StoredFlag>> states, T result) {
        try {
            return isLatest ? states.apply(result) : List.of(StoredFlag.read(store, flag));
        } catch (RuntimeException e) {
            // The write itself has succeeded; the flag is read once more in the background, which tells of failures.
            return List.of();
        }
    }

    /** Nothing is read here: the thread is in the midst of its transaction's end. */
    private void transacted(Map<String, List<StoredFlag>> flags) {
        List<Told> told = new ArrayList<>();
        flags.forEach((flag, states) -> {
            if (copy.endTransaction(flag, states, told)) {
                synchronizer.changed(flag);
            }
        });
        changed(told);
    }

    private void changed(List<Told> changes) {
        if (snapshot != null) {
            snapshot.plan(!changes.isEmpty());
        }
        changes.forEach(told -> {
            if (told.change() == null) {
                listeners.changed(told.flag());
            } else {
                listeners.changed(told.flag(), told.change());
            }
        });
    }

    /** Ends the background work, writes the snapshot if it is not up to date, and closes the store. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            Subscription subscription = synchronizer.end();
            try {
                if (snapshot != null) {
                    snapshot.close();
                }
            } finally {
                close(subscription);
            }
        }
    }

    private void close(@Nullable Subscription subscription) {
        try {
            if (subscription != null) {
                subscription.close();
            }
        } finally {
            store.close();
        }
    }
}
