package dev.flipper;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreStatus;
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
    private volatile boolean closed;

    GuardedStore(String client, FeatureFlagStore store, OwnWrites ownWrites) {
        this.client = client;
        this.store = store;
        this.ownWrites = ownWrites;
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

    private @Nullable FlagDefinition read(String flag) {
        return call("read the flag '" + flag + "'", () -> StoreAnswers.read(flag, store.get(flag)));
    }

    boolean create(FlagDefinition definition) {
        String flag = definition.name();
        return call(
                "create the flag '" + flag + "'",
                () -> ownWrites.write(
                        flag,
                        () -> store.create(definition),
                        created -> created ? new Change(null, definition) : null));
    }

    @Nullable
    Change delete(String flag) {
        return call(
                "destroy the flag '" + flag + "'",
                () -> ownWrites.write(flag, () -> StoreAnswers.removed(flag, store.delete(flag)), removed -> removed));
    }

    /** What the change itself throws is the caller's failure, and reaches him as it is. */
    @Nullable
    Change update(String flag, UnaryOperator<FlagDefinition> change) {
        GuardedChange guarded = new GuardedChange(flag, change);
        return guarded.outcome(() -> call(
                "change the flag '" + flag + "'",
                () -> ownWrites.write(
                        flag, () -> StoreAnswers.changed(flag, store.update(flag, guarded)), changed -> changed)));
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
