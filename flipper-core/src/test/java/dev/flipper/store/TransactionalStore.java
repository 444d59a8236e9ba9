package dev.flipper.store;

import dev.flipper.StoreException;
import dev.flipper.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A store in memory that does as a database does: a change is a part of the transaction that is bound to the thread, or
 * else one of its own; it locks the flag until the end, so that others wait; until the commit nobody else sees it.
 * Whoever listens is told names only, before those who asked for the end of the transaction.
 */
public final class TransactionalStore implements FeatureFlagStore {

    final AtomicInteger readings = new AtomicInteger();
    private final Map<String, FlagDefinition> committed = new ConcurrentSkipListMap<>();
    private final Map<String, Transaction> locked = new HashMap<>();
    private final Map<Thread, Transaction> bound = new ConcurrentHashMap<>();
    private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore waiting = new Semaphore(0);

    volatile boolean tells = true;
    /** How many requests to be told of the end a transaction takes. */
    volatile int requests = Integer.MAX_VALUE;
    /** Thrown instead of giving a transaction, unless null. */
    volatile RuntimeException noTransaction;
    /** Runs when a change has been made and its outcome is on its way. */
    volatile Runnable written = () -> {};

    /** A transaction of a test's. */
    public final class Transaction implements StoreTransaction {

        private final Map<String, Optional<FlagDefinition>> changes = new LinkedHashMap<>();
        private final List<Consumer<Boolean>> ends = new ArrayList<>();
        private boolean ending;

        @Override
        public FlagDefinition get(String name) {
            readings.incrementAndGet();
            return changes.getOrDefault(name, Optional.ofNullable(committed.get(name)))
                    .orElse(null);
        }

        @Override
        public void onEnd(Consumer<Boolean> end) {
            if (ending || ends.size() >= requests) {
                throw new StoreException("The transaction is ending", null);
            }
            ends.add(end);
        }

        /** Leaves the thread, as to be ended by another one. */
        public Transaction suspend() {
            bound.remove(Thread.currentThread());
            return this;
        }

        public void resume() {
            bound.put(Thread.currentThread(), this);
        }

        /** Commits, and tells those who listen, and nobody else yet. */
        public Transaction commitSilently() {
            bound.values().remove(this);
            ending = true;
            release(this, true);
            if (tells) {
                changes.keySet().forEach(flag -> listeners.forEach(listener -> listener.changed(flag)));
            }
            return this;
        }

        public void tellEnd(boolean outcome) {
            ends.forEach(end -> end.accept(outcome));
        }

        public void commit() {
            commitSilently().tellEnd(true);
        }

        public void rollback() {
            bound.values().remove(this);
            ending = true;
            release(this, false);
            tellEnd(false);
        }
    }

    /** Begins a transaction of this thread. */
    public Transaction begin() {
        Transaction begun = new Transaction();
        begun.resume();
        return begun;
    }

    /** Does something in a transaction that is then committed. */
    public void committed(Runnable action) {
        Transaction transaction = begin();
        action.run();
        transaction.commit();
    }

    /** Whether a change of the flag would wait for another transaction than this one. */
    @SuppressWarnings("ReferenceEquality") // equality of transactions is identity
    synchronized boolean isLockedFor(Transaction transaction, String flag) {
        return locked.getOrDefault(flag, transaction) != transaction;
    }

    /** Waits until a thread has begun to wait for a flag that another transaction has locked. */
    void awaitWaiter() {
        waiting.acquireUninterruptibly();
    }

    Map<String, FlagDefinition> flags() {
        return new TreeMap<>(committed);
    }

    private synchronized void lock(String flag, Transaction owner) {
        boolean counted = false;
        while (locked.getOrDefault(flag, owner) != owner) {
            if (!counted) {
                waiting.release();
                counted = true;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                throw new StoreException("Interrupted", e);
            }
        }
        locked.put(flag, owner);
    }

    private synchronized void release(Transaction owner, boolean commits) {
        if (commits) {
            owner.changes.forEach((flag, state) ->
                    state.ifPresentOrElse(definition -> committed.put(flag, definition), () -> committed.remove(flag)));
        }
        locked.values().removeIf(owner::equals);
        notifyAll();
    }

    private <T> T change(String flag, Supplier<T> change) {
        Transaction joined = bound.get(Thread.currentThread());
        if (joined != null) {
            lock(flag, joined);
            T outcome = change.get();
            written.run();
            return outcome;
        }
        Transaction own = begin();
        try {
            lock(flag, own);
            T outcome = change.get();
            own.commit();
            written.run();
            return outcome;
        } catch (Throwable e) {
            own.rollback();
            throw e;
        }
    }

    private Transaction mine() {
        return bound.get(Thread.currentThread());
    }

    @Override
    public FlagDefinition get(String name) {
        readings.incrementAndGet();
        return committed.get(name);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String flag = definition.name();
        return change(flag, () -> {
            boolean absent = mine().get(flag) == null;
            if (absent) {
                mine().changes.put(flag, Optional.of(definition));
            }
            return absent;
        });
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        return change(name, () -> {
            FlagDefinition before = mine().get(name);
            if (before == null) {
                return null;
            }
            FlagDefinition after = before.changedBy(change);
            if (!after.equals(before)) {
                mine().changes.put(name, Optional.of(after));
            }
            return new Change(before, after);
        });
    }

    @Override
    public Change delete(String name) {
        return change(name, () -> {
            FlagDefinition before = mine().get(name);
            if (before == null) {
                return null;
            }
            mine().changes.put(name, Optional.empty());
            return new Change(before, null);
        });
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        committed.values().forEach(visitor::flag);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        listeners.add(listener);
        listener.connected();
        return Optional.of(() -> listeners.remove(listener));
    }

    @Override
    public Optional<StoreTransaction> transaction() {
        if (noTransaction != null) {
            throw noTransaction;
        }
        return Optional.ofNullable(mine());
    }

    @Override
    public void close() {}
}
