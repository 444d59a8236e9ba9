package dev.flipper.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states of a flag that come to light by a write, in their order: what it was before, which somebody else may have
 * made of it, and what it is after. What is no change of this flag says nothing of it: no states.
 */
final class WriteStates {

    private WriteStates() {}

    static List<StoredFlag> created(FlagDefinition definition) {
        return List.of(StoredFlag.ABSENT, StoredFlag.of(definition));
    }

    static List<StoredFlag> changed(String flag, @Nullable Change done) {
        return states(done, done == null || (isFlag(flag, done.before()) && isFlag(flag, done.after())));
    }

    static List<StoredFlag> removed(String flag, @Nullable Change done) {
        return states(done, done == null || (done.after() == null && isFlagOrNull(flag, done.before())));
    }

    private static List<StoredFlag> states(@Nullable Change done, boolean sensible) {
        if (!sensible) {
            return List.of();
        }
        return done == null
                ? List.of(StoredFlag.ABSENT)
                : List.of(StoredFlag.of(done.before()), StoredFlag.of(done.after()));
    }

    private static boolean isFlag(String flag, @Nullable FlagDefinition definition) {
        return definition != null && isFlagOrNull(flag, definition);
    }

    private static boolean isFlagOrNull(String flag, @Nullable FlagDefinition definition) {
        return definition == null || definition.name().equals(flag);
    }
}
