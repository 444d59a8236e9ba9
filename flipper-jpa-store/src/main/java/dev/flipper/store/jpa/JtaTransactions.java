package dev.flipper.store.jpa;

import dev.flipper.StoreException;
import dev.flipper.store.StoreTransaction;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The transactions of a server's transaction manager. Suspending them takes the manager; all else is standard. */
final class JtaTransactions implements CallerTransactions {

    private final TransactionManager manager;
    private final ConcurrentMap<Transaction, JoinedTransaction> joined = new ConcurrentHashMap<>();

    JtaTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    @Override
    public boolean isActive() {
        int status = status();
        if (status != Status.STATUS_ACTIVE && status != Status.STATUS_NO_TRANSACTION) {
            // Its own work is done outside of any, so this was to be a part of one, which has timed out, perhaps.
            throw new NoConnectionException("the caller's transaction is ending");
        }
        return status == Status.STATUS_ACTIVE;
    }

    private int status() {
        try {
            return manager.getStatus();
        } catch (SystemException e) {
            throw failed("tell whether there is one", e);
        }
    }

    private static StoreException failed(String what, Exception cause) {
        return new StoreException(
                "The server's transaction manager failed to " + what + ": " + cause.getMessage(), cause);
    }

    @Override
    public <T extends @Nullable Object> T outside(Supplier<T> call) {
        Transaction callers = suspend();
        if (callers == null) {
            return call.get();
        }
        T result;
        try {
            result = call.get();
        } catch (Throwable e) {
            resumeAfter(e, callers);
            throw e;
        }
        resume(callers);
        return result;
    }

    private void resumeAfter(Throwable failure, Transaction callers) {
        try {
            resume(callers);
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
    }

    private @Nullable Transaction suspend() {
        try {
            return manager.getStatus() == Status.STATUS_NO_TRANSACTION ? null : manager.suspend();
        } catch (SystemException e) {
            throw failed("suspend the caller's transaction", e);
        }
    }

    private void resume(Transaction callers) {
        try {
            manager.resume(callers);
        } catch (InvalidTransactionException | SystemException | IllegalStateException e) {
            if (!hasEnded(callers)) {
                throw failed("resume the caller's transaction, outside of which all is done", e);
            }
        }
    }

    /** Who is told of the end finds the transaction still there on Payara, which does not take it back, though. */
    private static boolean hasEnded(Transaction transaction) {
        try {
            return switch (transaction.getStatus()) {
                case Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK, Status.STATUS_NO_TRANSACTION -> true;
                default -> false;
            };
        } catch (SystemException e) {
            return false;
        }
    }

    @Override
    public @Nullable StoreTransaction current(FlagReader reader) {
        int status = status();
        if (status == Status.STATUS_MARKED_ROLLBACK) {
            throw new StoreException(
                    "The caller's transaction, which the change would be a part of, is going to be rolled back", null);
        }
        return status == Status.STATUS_ACTIVE ? joined(reader) : null;
    }

    private JoinedTransaction joined(FlagReader reader) {
        try {
            Transaction transaction = manager.getTransaction();
            JoinedTransaction known = joined.get(transaction);
            return known == null ? join(transaction, reader) : known;
        } catch (SystemException | RollbackException e) {
            throw failed("take part in the caller's transaction", e);
        }
    }

    private JoinedTransaction join(Transaction transaction, FlagReader reader)
            throws SystemException, RollbackException {
        JoinedTransaction begun = new JoinedTransaction(reader, () -> joined.remove(transaction));
        transaction.registerSynchronization(begun);
        joined.put(transaction, begun);
        return begun;
    }

    @Override
    public void dooms(Throwable failure) {
        try {
            manager.setRollbackOnly();
        } catch (SystemException | IllegalStateException e) {
            // It is over already, or as good as that.
            failure.addSuppressed(e);
        }
    }
}
