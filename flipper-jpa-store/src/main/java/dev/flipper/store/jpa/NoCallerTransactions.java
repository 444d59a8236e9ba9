package dev.flipper.store.jpa;

import dev.flipper.store.StoreTransaction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Nobody manages transactions in this process. */
final class NoCallerTransactions implements CallerTransactions {

    @Override
    public boolean isActive() {
        return false;
    }

    @Override
    public <T extends @Nullable Object> T outside(Supplier<T> call) {
        return call.get();
    }

    @Override
    public @Nullable StoreTransaction current(FlagReader reader) {
        return null;
    }

    @Override
    public void dooms(Throwable failure) {}
}
