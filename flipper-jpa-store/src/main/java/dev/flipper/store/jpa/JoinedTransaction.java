package dev.flipper.store.jpa;

import dev.flipper.StoreException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreTransaction;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A transaction of the caller's that changes of flags are a part of. */
final class JoinedTransaction implements StoreTransaction, Synchronization {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    private final FlagReader reader;
    private final Runnable forget;
    private final List<Consumer<Boolean>> waiting = new ArrayList<>();
    private boolean ended;

    JoinedTransaction(FlagReader reader, Runnable forget) {
        this.reader = reader;
        this.forget = forget;
    }

    @Override
    public @Nullable FlagDefinition get(String name) {
        return reader.get(name);
    }

    @Override
    public synchronized void onEnd(Consumer<Boolean> end) {
        Objects.requireNonNull(end, "end");
        if (ended) {
            throw new StoreException("The transaction has ended already", null);
        }
        waiting.add(end);
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
        forget.run();
        boolean committed = status == Status.STATUS_COMMITTED;
        end().forEach(end -> tell(end, committed));
    }

    private synchronized List<Consumer<Boolean>> end() {
        ended = true;
        return List.copyOf(waiting);
    }

    private static void tell(Consumer<Boolean> end, boolean committed) {
        try {
            end.accept(committed);
        } catch (Throwable e) {
            // Errors too: the transaction has ended, and the others want to know it.
            LOGGER.log(Level.ERROR, "What was to be done after the end of a transaction failed", e);
        }
    }
}
