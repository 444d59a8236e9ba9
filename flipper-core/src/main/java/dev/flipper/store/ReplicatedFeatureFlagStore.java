package dev.flipper.store;

import dev.flipper.StoreException;
import dev.flipper.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps copies of a store's flags in other stores: to move to another backend without a stop, to have a second one at
 * hand, to feed an audit. All reading and listening is done on the primary. A write is done on the primary, whose
 * outcome is the caller's, and then passed on to each replica, in the background unless the store is
 * {@linkplain ReplicatedFeatureFlagStoreBuilder#synchronous synchronous}. A replica that fails never fails a write.
 *
 * <p>What is promised, of writes through this object: those of one flag reach each replica in the order in which the
 * primary made them, whatever number of threads writes, and each of them as a write of its own, at least once. What
 * fails is tried again until it succeeds; a replica that was away gets what it missed when it is back. An older state
 * never follows a newer one.
 *
 * <p>What is not:
 *
 * <ul>
 *   <li>Writes past this object, by another process for example, are not noticed. {@link #resync} copies their outcome.
 *   <li>What waits is kept in memory. After a crash, or a {@link #close} that ran out of time, and whenever the
 *       replicas may differ from the start, it takes a {@link #resync} too.
 *   <li>The number of waiting writes is limited. Beyond that, for a flag that a replica refuses again and again
 *       although it takes others, and where it is not known whether a write that failed on the primary was made, the
 *       latest state of the flag is copied, and the writes on the way to it do not arrive one by one.
 *   <li>The same holds for changes in a {@linkplain FeatureFlagStore#transaction transaction of the caller's}: when it
 *       has ended the latest states of its flags are copied. Nobody waits for that, even if the store is synchronous.
 *   <li>A flag that the primary cannot read is not copied; the replicas keep what they have of it.
 *   <li>Replicas are not read, and lag behind. To use one in the primary's place is a decision to be made outside.
 * </ul>
 *
 * <p>A replica that cannot be reached is logged once when that begins and once when it is over; see {@link #replicas}.
 * Listeners of {@link #subscribe} may write any flag through this store. A change function, as everywhere, must not.
 */
public final class ReplicatedFeatureFlagStore extends WrappingStore {

    private static final Logger LOGGER = System.getLogger(ReplicatedFeatureFlagStore.class.getName());

    private final FeatureFlagStore primary;
    private final QuietLocks locks = new QuietLocks();
    private final Replicas replicas;
    private final TransactionWrites transactions;
    private final boolean synchronous;
    private final Duration closeTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates a store that passes writes on in the background.
     *
     * @param primary the store that counts; closed with this one, as are the replicas
     * @param replicas those that get copies
     * @throws IllegalArgumentException if one store is given twice
     */
    public ReplicatedFeatureFlagStore(FeatureFlagStore primary, FeatureFlagStore... replicas) {
        this(builder(primary).replicas(List.of(replicas)));
    }

    ReplicatedFeatureFlagStore(ReplicatedFeatureFlagStoreBuilder settings) {
        this(settings, settings::newBackgroundThread, InstantSource.system(), () -> ThreadLocalRandom.current()
                .nextLong());
    }

    /**
     * Creates a store with a time of its own.
     *
     * @param tasks makes the background work of the replica of a number
     */
    ReplicatedFeatureFlagStore(
            ReplicatedFeatureFlagStoreBuilder settings,
            IntFunction<BackgroundTasks> tasks,
            InstantSource clock,
            RandomGenerator random) {
        this.primary = settings.primary();
        this.synchronous = settings.isSynchronous();
        this.closeTimeout = settings.closeTimeout();
        PrimarySource source = new PrimarySource(primary, locks);
        List<Replica> made = new ArrayList<>();
        for (FeatureFlagStore store : settings.replicas()) {
            int number = made.size() + 1;
            int capacity = settings.queueCapacity();
            made.add(new Replica(number, store, source, capacity, tasks.apply(number), clock, random));
        }
        this.replicas = new Replicas(made);
        // After a rollback too: one that could not be told from it may have been a commit.
        this.transactions =
                new TransactionWrites(flag -> {}, ended -> ended.keySet().forEach(replicas::mark));
    }

    /**
     * Begins to build a store with settings of its own.
     *
     * @param primary the store that counts
     * @return a builder
     */
    public static ReplicatedFeatureFlagStoreBuilder builder(FeatureFlagStore primary) {
        return new ReplicatedFeatureFlagStoreBuilder(primary);
    }

    @Override
    FeatureFlagStore wrapped() {
        return primary;
    }

    @Override
    public @Nullable FlagDefinition get(String name) {
        return primary.get(name);
    }

    @Override
    public @Nullable FlagSlot slot(String name, int hash) {
        return primary.slot(name, hash);
    }

    @Override
    public Optional<StoreTransaction> transaction() {
        return primary.transaction();
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String flag = definition.name();
        return write(flag, () -> primary.create(definition), (create, receipts) -> {
            boolean created = decided(flag, create, () -> true);
            if (created) {
                receipts.addAll(replicas.send(flag, definition));
            }
            return created;
        });
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        WatchedChange watched = new WatchedChange(Objects.requireNonNull(change, "change"));
        Objects.requireNonNull(name, "name");
        return this.<@Nullable Change>write(name, () -> primary.update(name, watched), (update, receipts) -> {
            Change done = decided(name, update, watched::hasWritten);
            if (done != null && watched.hasWritten()) {
                receipts.addAll(replicas.send(name, done.after()));
            }
            return done;
        });
    }

    @Override
    public @Nullable Change delete(String name) {
        Objects.requireNonNull(name, "name");
        return this.<@Nullable Change>write(name, () -> primary.delete(name), (delete, receipts) -> {
            Change done = decided(name, delete, () -> true);
            if (done != null) {
                receipts.addAll(replicas.send(name, null));
            }
            return done;
        });
    }

    /**
     * Writes, and passes it on.
     *
     * @param write writes to the primary
     * @param operation does that, and gives what a writer may wait for
     */
    private <T extends @Nullable Object> T write(
            String flag, Supplier<T> write, BiFunction<Supplier<T>, List<Receipt>, T> operation) {
        requireOpen("write the flag '" + flag + "'");
        StoreTransaction transaction = transaction().orElse(null);
        if (transaction != null) {
            return transactions.write(transaction, flag, write, outcome -> List.of());
        }
        List<Receipt> receipts = new ArrayList<>();
        // The order of the primary's writes is the order in which they are passed on: both happen under the lock.
        T outcome = locks.locked(flag, () -> operation.apply(write, receipts));
        if (synchronous) {
            replicas.awaitAttempts(receipts);
        }
        return outcome;
    }

    private void requireOpen(String what) {
        if (closed.get()) {
            throw new StoreException("Cannot " + what + ": the replicated store is closed", null);
        }
    }

    /** A write that failed may have been made all the same; what came of it is found out later. */
    private <T extends @Nullable Object> T decided(String flag, Supplier<T> write, BooleanSupplier doubtful) {
        try {
            return write.get();
        } catch (Throwable e) {
            if (doubtful.getAsBoolean()) {
                replicas.mark(flag);
            }
            throw e;
        }
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        primary.forEach(visitor);
    }

    @Override
    public void list(int limit, int offset, FlagVisitor visitor) {
        primary.list(limit, offset, visitor);
    }

    /** Listens to the primary. */
    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return primary.subscribe(locks.quiet(Objects.requireNonNull(listener, "listener")));
    }

    /**
     * Copies all flags of the primary to each replica, and removes from it what the primary does not have. Writes
     * nothing where there is no difference. Flags may be written meanwhile; the newest state wins. Returns when it is
     * done, or has failed once. Not to be called by a listener of a replica.
     *
     * <p>Of a primary that is a mirror or a cache, the store behind it is copied: a copy in this process may be behind.
     *
     * @throws StoreException if the primary cannot be read, if a replica could not be brought up to date (with the
     *     cause for each of them as a suppressed exception), or if the thread is interrupted; the background work goes
     *     on
     */
    public void resync() {
        requireOpen("copy the flags");
        replicas.awaitResync(beginResync());
    }

    /** Begins to copy, and gives what tells the outcome for each replica. */
    List<Receipt> beginResync() {
        return replicas.beginResync();
    }

    /** Tells how far the primary can be trusted; {@link #replicas} tells of the others. */
    @Override
    public StoreStatus status() {
        return primary.status().behind("replicated");
    }

    /**
     * Tells how the replicas are doing.
     *
     * @return the status of each of them, in the order in which they were given
     */
    public List<ReplicaStatus> replicas() {
        return replicas.status();
    }

    /**
     * Takes no more writes, brings what waits to the replicas, within a time limit and trying each flag once more, and
     * closes all stores. What did not arrive is logged. Never takes longer than the limit because of a replica; one
     * that does not answer is closed when it does.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            replicas.close(closeTimeout);
            try {
                primary.close();
            } catch (Throwable e) {
                // As for the replicas: everything that could be closed is.
                LOGGER.log(Level.WARNING, "The primary store (" + primary + ") failed to close", e);
            }
        }
    }

    @Override
    public String toString() {
        return "ReplicatedFeatureFlagStore[" + primary + ", " + replicas + "]";
    }
}
