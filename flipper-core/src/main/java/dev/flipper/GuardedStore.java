package dev.flipper;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreStatus;
import dev.flipper.store.StoreTransaction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The store as management calls use it: closed with the client, and failing with Flipper's own exceptions only,
 * whatever it throws and whatever it answers.
 */
final class GuardedStore {

    private final String client;
    private final FeatureFlagStore store;
    private final OwnWrites ownWrites;
    private final JoinedWrites joinedWrites;
    private volatile boolean closed;

    GuardedStore(String client, FeatureFlagStore store, OwnWrites ownWrites) {
        this.client = client;
        this.store = store;
        this.ownWrites = ownWrites;
        this.joinedWrites = new JoinedWrites(ownWrites);
    }

    boolean exists(String flag) {
        try {
            return read(flag) != null;
        } catch (FlagFormatException e) {
            return true;
        }
    }

    FlagDefinition require(String flag) {
        FlagDefinition definition = read(flag);
        if (definition == null) {
            throw new FlagNotFoundException(flag);
        }
        return definition;
    }

    /** As the caller's transaction sees it, if there is one. */
    private @Nullable FlagDefinition read(String flag) {
        return call("read the flag '" + flag + "'", () -> {
            StoreTransaction transaction = transaction();
            return StoreAnswers.read(flag, transaction == null ? store.get(flag) : transaction.get(flag));
        });
    }

    private @Nullable StoreTransaction transaction() {
        return StoreAnswers.transaction(store.transaction());
    }

    /**
     * Stores a new flag.
     *
     * @param after runs when the change stands: it is made, and if it is a part of a transaction that is committed
     */
    boolean create(FlagDefinition definition, Runnable after) {
        String flag = definition.name();
        Change own = new Change(null, definition);
        return write(
                "create the flag '" + flag + "'",
                flag,
                () -> store.create(definition),
                created -> created ? own : null,
                change -> after.run());
    }

    @Nullable
    Change delete(String flag, Consumer<Change> after) {
        return this.<@Nullable Change>write(
                "destroy the flag '" + flag + "'",
                flag,
                () -> StoreAnswers.removed(flag, store.delete(flag)),
                removed -> removed,
                after);
    }

    /** What the change itself throws is the caller's failure, and reaches him as it is. */
    @Nullable
    Change update(String flag, UnaryOperator<FlagDefinition> change, Consumer<Change> after) {
        GuardedChange guarded = new GuardedChange(flag, change);
        // Within too, as a change that has failed is none, whatever the store says.
        return guarded.<@Nullable Change>outcome(() -> write(
                "change the flag '" + flag + "'",
                flag,
                () -> guarded.<@Nullable Change>outcome(() -> StoreAnswers.changed(flag, store.update(flag, guarded))),
                changed -> changed,
                after));
    }

    private <T extends @Nullable Object> T write(
            String what,
            String flag,
            Supplier<T> write,
            Function<T, @Nullable Change> outcome,
            Consumer<Change> after) {
        StoreTransaction transaction = call(what, this::transaction);
        if (transaction != null) {
            return call(what, () -> joinedWrites.write(transaction, flag, write, outcome, after));
        }
        T result = call(what, () -> ownWrites.write(flag, write, outcome));
        Change own = outcome.apply(result);
        if (own != null) {
            after.accept(own);
        }
        return result;
    }

    void list(int limit, int offset, FlagVisitor visitor) {
        call("list the flags", () -> {
            store.list(limit, offset, new GuardedVisitor(limit, visitor));
            return true;
        });
    }

    StoreStatus status() {
        return call("tell how the store is", () -> StoreAnswers.status(store.status()));
    }

    private <T extends @Nullable Object> T call(String what, Supplier<T> call) {
        if (closed) {
            throw new StoreException("Cannot " + what + ": the client '" + client + "' is closed", null);
        }
        try {
            return call.get();
        } catch (StoreException | FlagFormatException e) {
            throw e;
        } catch (WrongAnswerException e) {
            throw failed(what, String.valueOf(e.getMessage()), e);
        } catch (Throwable e) {
            // Other exceptions of Flipper's too: from a store, "there is no such flag" is no answer to every question.
            Failures.keepInterrupt(e);
            throw failed(what, Failures.describe(e), e);
        }
    }

    private StoreException failed(String what, String detail, Throwable cause) {
        return new StoreException("The store of the client '" + client + "' failed to " + what + ": " + detail, cause);
    }

    /** From now on every call is refused; the store itself is left to its owner. */
    void close() {
        closed = true;
    }
}
