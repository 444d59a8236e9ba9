package dev.flipper.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes the table: by itself, or as a part of the caller's transaction. What fails because another writer
 * was in the way, or because its connection has died in the pool, is tried again, unless it may have been done or the
 * caller's transaction is lost by it. Thread-safe.
 */
final class FlagTransactions {

    /** More than the usual pool has, of which all may be dead after a restart of the server. */
    private static final int MOST_DEAD_CONNECTIONS = 20;

    /** So often it is tried whatever time that takes. */
    private static final int FEW = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    private final FlagPersistence persistence;
    private final CallerTransactions callers;
    private final TableSetup setup;
    private final Duration patience;

    FlagTransactions(FlagPersistence persistence, CallerTransactions callers, TableSetup setup, Duration patience) {
        this.persistence = persistence;
        this.callers = callers;
        this.setup = setup;
        this.patience = patience;
    }

    /** The answer of the commit is lost, so that nobody knows whether the change has been made. */
    static final class DoubtfulException extends PersistenceException {

        private static final long serialVersionUID = 1;

        DoubtfulException(Throwable cause) {
            super(cause);
        }
    }

    /** What is to be done turns out to be wrong, for which the database is not to blame. */
    static final class AbortedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        final transient RuntimeException reason;

        AbortedException(RuntimeException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Tells what the caller's function throws from what the database does. */
    static <T> T abortable(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw new AbortedException(e);
        }
    }

    /** Reads what is committed. */
    <T extends @Nullable Object> T read(Function<EntityManager, T> work) {
        return callers.outside(() -> repeated(() -> readOnce(work)));
    }

    private <T extends @Nullable Object> T readOnce(Function<EntityManager, T> work) {
        try (EntityManager manager = persistence.open()) {
            return work.apply(manager);
        }
    }

    /** Changes a flag in a transaction of its own. */
    <T extends @Nullable Object> T change(Function<EntityManager, T> work) {
        return callers.outside(() -> repeated(() -> changeOnce(work)));
    }

    private <T extends @Nullable Object> T changeOnce(Function<EntityManager, T> work) {
        try (EntityManager manager = persistence.open()) {
            EntityTransaction transaction = manager.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(manager);
                manager.flush();
                commit(transaction);
                return result;
            } catch (Throwable e) {
                rollback(transaction, e);
                throw e;
            }
        }
    }

    private static void commit(EntityTransaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            throw SqlFailures.isConflict(e) ? e : new DoubtfulException(e);
        }
    }

    private static void rollback(EntityTransaction transaction, Throwable failure) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Works in the caller's transaction, which cannot be committed any more if the database has refused something. */
    <T extends @Nullable Object> T within(Function<EntityManager, T> work) {
        try {
            callers.<@Nullable Void>outside(() -> {
                persistence.prepare();
                return null;
            });
            return changeOnce(work);
        } catch (AbortedException e) {
            throw e;
        } catch (RuntimeException e) {
            callers.dooms(e);
            throw e;
        }
    }

    private <T extends @Nullable Object> T repeated(Supplier<T> attempt) {
        long begun = System.nanoTime();
        for (int failed = 1; ; failed++) {
            try {
                return attempt.get();
            } catch (AbortedException | DoubtfulException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!isWorthAnother(e, failed, System.nanoTime() - begun)) {
                    throw e;
                }
            }
        }
    }

    private boolean isWorthAnother(RuntimeException failure, int failed, long nanos) {
        if (SqlFailures.isMissingTable(failure)) {
            setup.forget();
            return failed == 1 && setup.creates();
        }
        if (SqlFailures.isDeadConnection(failure)) {
            // However long it takes: each tells at once that it is dead, and is one less.
            return failed <= MOST_DEAD_CONNECTIONS;
        }
        if (!SqlFailures.isConflict(failure) || (nanos > patience.toNanos() && failed >= FEW)) {
            return false;
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
        return true;
    }
}
