package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brings a flag of a store to a given state, whatever it was before. */
final class StateWriter {

    /** Others may create and remove the same flag meanwhile, but hardly so often. */
    private static final int ATTEMPTS = 10;

    private final FeatureFlagStore store;

    StateWriter(FeatureFlagStore store) {
        this.store = store;
    }

    /** Writes a state, or removes the flag if it is null. */
    void write(String flag, @Nullable FlagDefinition state) {
        write(flag, state, before -> state == null ? before : state);
    }

    /** Does the same, but writes nothing if the flag has that state already. */
    void writeIfDifferent(String flag, @Nullable FlagDefinition state) {
        write(flag, state, before -> state == null || before.equals(state) ? before : state);
    }

    private void write(String flag, @Nullable FlagDefinition state, UnaryOperator<FlagDefinition> change) {
        if (state == null) {
            store.delete(flag);
            return;
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            if (updated(flag, change) || store.create(state)) {
                return;
            }
        }
        throw new StoreException(
                "The flag '" + flag + "' was neither there nor could it be created, " + ATTEMPTS + " times", null);
    }

    private boolean updated(String flag, UnaryOperator<FlagDefinition> change) {
        try {
            return store.update(flag, change) != null;
        } catch (FlagFormatException e) {
            // What is stored there is no flag, so that nothing of it can be lost.
            store.delete(flag);
            return false;
        }
    }
}
