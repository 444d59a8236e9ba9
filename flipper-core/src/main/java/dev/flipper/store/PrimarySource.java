package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The primary store, as flags are copied from it. Not from a copy in this process, which may be behind both what others
 * have written and what came of a write that has failed, and which answers although the store is away.
 */
final class PrimarySource {

    private static final Logger LOGGER = System.getLogger(ReplicatedFeatureFlagStore.class.getName());

    private final FeatureFlagStore primary;
    private final QuietLocks locks;
    /** Those that were told already; no more than the store has. */
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    PrimarySource(FeatureFlagStore primary, QuietLocks locks) {
        this.primary = WrappingStore.origin(primary);
        this.locks = locks;
    }

    /**
     * What the primary has under a name.
     *
     * @param state the flag; null if there is none
     * @param isReadable false if there is something that is not a flag
     */
    record Found(@Nullable FlagDefinition state, boolean isReadable) {}

    /**
     * Reads a flag while nobody writes it through this process's replicated store.
     *
     * @param begin runs before the reading, and nothing is written between the two either
     * @return what was found; null if it was not begun
     * @throws StoreException if the primary fails
     */
    @Nullable
    Found read(String flag, BooleanSupplier begin) {
        return locks.locked(flag, () -> begin.getAsBoolean() ? found(flag) : null);
    }

    private Found found(String flag) {
        try {
            FlagDefinition state = answer("read the flag '" + flag + "'", () -> primary.get(flag));
            if (state != null && !state.name().equals(flag)) {
                throw new FlagFormatException(flag, "feature_name", "it has the name '" + state.name() + "'", null);
            }
            unreadable.remove(flag);
            return new Found(state, true);
        } catch (FlagFormatException e) {
            tellUnreadable(flag, e);
            return new Found(null, false);
        }
    }

    /** Adds the names of all entries, readable or not. */
    void addNames(FlagNameSet names) {
        answer("list its flags", () -> {
            primary.forEach(names);
            return true;
        });
    }

    private static <T extends @Nullable Object> T answer(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (FlagFormatException e) {
            throw e;
        } catch (Throwable e) {
            throw new StoreException("The primary store failed to " + what + ": " + e, e);
        }
    }

    /** The replicas keep what they have of it. */
    private void tellUnreadable(String flag, FlagFormatException problem) {
        if (unreadable.add(flag)) {
            LOGGER.log(
                    Level.WARNING,
                    "The flag '" + flag + "' is not copied to the replicas of its store: " + problem.getMessage());
        }
    }
}
