package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brings a flag of a store to a given state, whatever it was before. */
final class StateWriter {

    /** Others may create and remove the same flag meanwhile, but hardly so often. */
    private static final int ATTEMPTS = 10;

    private final FeatureFlagStore store;
    private final BiConsumer<String, FlagFormatException> unreadable;

    StateWriter(FeatureFlagStore store) {
        this(store, (flag, problem) -> {});
    }

    /**
     * Creates a writer.
     *
     * @param unreadable told of each entry that is removed because it cannot be read
     */
    StateWriter(FeatureFlagStore store, BiConsumer<String, FlagFormatException> unreadable) {
        this.store = store;
        this.unreadable = unreadable;
    }

    /** Writes a state, or removes the flag if it is null. */
    void write(String flag, @Nullable FlagDefinition state) {
        write(flag, state, before -> state == null ? before : state);
    }

    /**
     * Does the same, but writes nothing if the flag has that state already.
     *
     * @return the flag before and after; before is null if there was none, or none that could be read
     */
    Change writeIfDifferent(String flag, @Nullable FlagDefinition state) {
        return write(flag, state, before -> state == null || before.equals(state) ? before : state);
    }

    private Change write(String flag, @Nullable FlagDefinition state, UnaryOperator<FlagDefinition> change) {
        if (state == null) {
            Change removed = store.delete(flag);
            return removed == null ? new Change(null, null) : removed;
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            Change updated = updated(flag, change);
            if (updated != null) {
                return updated;
            }
            if (store.create(state)) {
                return new Change(null, state);
            }
        }
        throw new StoreException(
                "The flag '" + flag + "' was neither there nor could it be created, " + ATTEMPTS + " times", null);
    }

    private @Nullable Change updated(String flag, UnaryOperator<FlagDefinition> change) {
        try {
            return store.update(flag, change);
        } catch (FlagFormatException e) {
            // What is stored there is no flag, so that nothing of it can be lost.
            store.delete(flag);
            unreadable.accept(flag, e);
            return null;
        }
    }
}
