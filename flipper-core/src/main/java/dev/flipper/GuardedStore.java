package dev.flipper;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The store as management calls use it: closed with the client, and failing with Flipper's own exceptions only. */
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
            return call("read the flag '" + flag + "'", () -> store.get(flag)) != null;
        } catch (FlagFormatException e) {
            return true;
        }
    }

    FlagDefinition require(String flag) {
        FlagDefinition definition = call("read the flag '" + flag + "'", () -> store.get(flag));
        if (definition == null) {
            throw new FlagNotFoundException(flag);
        }
        return definition;
    }

    boolean create(FlagDefinition definition) {
        return call(
                "create the flag '" + definition.name() + "'",
                () -> ownWrites.write(definition.name(), () -> store.create(definition)));
    }

    @Nullable
    Change delete(String flag) {
        return call("destroy the flag '" + flag + "'", () -> ownWrites.write(flag, () -> store.delete(flag)));
    }

    @Nullable
    Change update(String flag, UnaryOperator<FlagDefinition> change) {
        Remembered remembered = new Remembered(change);
        try {
            return call(
                    "change the flag '" + flag + "'",
                    () -> ownWrites.write(flag, () -> store.update(flag, remembered)));
        } catch (StoreException e) {
            if (remembered.failure != null) {
                throw remembered.failure;
            }
            throw e;
        }
    }

    void list(int limit, int offset, FlagVisitor visitor) {
        call("list the flags", () -> {
            store.list(limit, offset, visitor);
            return true;
        });
    }

    private <T extends @Nullable Object> T call(String what, Supplier<T> call) {
        if (closed) {
            throw new StoreException("Cannot " + what + ": the client '" + client + "' is closed", null);
        }
        try {
            return call.get();
        } catch (FlipperException e) {
            throw e;
        } catch (Throwable e) {
            throw new StoreException("The store failed to " + what + ": " + e, e);
        }
    }

    /** From now on every call is refused; the store itself is left to its owner. */
    void close() {
        closed = true;
    }

    /** A change that fails is the caller's failure, not the store's. */
    private static final class Remembered implements UnaryOperator<FlagDefinition> {

        private final UnaryOperator<FlagDefinition> change;
        private @Nullable RuntimeException failure;

        Remembered(UnaryOperator<FlagDefinition> change) {
            this.change = change;
        }

        @Override
        public FlagDefinition apply(FlagDefinition definition) {
            try {
                return change.apply(definition);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }
}
