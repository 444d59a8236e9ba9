package dev.flipper;

import dev.flipper.store.FlagDefinition;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change that is handed to a store. A flag that is not the one to be changed is the store's failure; what the change
 * throws of the right one is the caller's, whatever the store makes of it. For one call in one thread.
 */
final class GuardedChange implements UnaryOperator<FlagDefinition> {

    private final String flag;
    private final UnaryOperator<FlagDefinition> change;
    private @Nullable RuntimeException failure;

    GuardedChange(String flag, UnaryOperator<FlagDefinition> change) {
        this.flag = flag;
        this.change = change;
    }

    @Override
    public FlagDefinition apply(FlagDefinition definition) {
        // A store runs it again after a conflict, and only the last time counts.
        failure = null;
        StoreAnswers.requireNamed(flag, definition);
        try {
            return change.apply(definition);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** Makes the store's call; a store that wraps or hides the change's failure changes nothing. */
    <T extends @Nullable Object> T outcome(Supplier<T> call) {
        try {
            T outcome = call.get();
            if (failure == null) {
                return outcome;
            }
        } catch (StoreException | FlagFormatException e) {
            if (failure == null) {
                throw e;
            }
        }
        throw failure;
    }
}
