package dev.flipper.store;

import java.time.Instant;
import java.util.Map;

/**
 * Two flags in three states each, of which the second is on, made before a test begins: what makes definitions is not
 * what is tested.
 */
final class FlagStates {

    static final int STATES = 3;
    private static final FlagDefinition[][] FLAGS = {states("a"), states("b")};

    private FlagStates() {}

    private static FlagDefinition[] states(String name) {
        FlagDefinition[] states = new FlagDefinition[STATES];
        for (int i = 0; i < STATES; i++) {
            states[i] = FlagDefinition.of(name, i == 1, Instant.EPOCH, Map.of("state", i));
        }
        return states;
    }

    static String name(int flag) {
        return FLAGS[flag][0].name();
    }

    static FlagDefinition first(int flag) {
        return FLAGS[flag][0];
    }

    static FlagDefinition next(FlagDefinition definition) {
        FlagDefinition[] states = FLAGS[definition.name().equals("a") ? 0 : 1];
        return states[(index(definition) + 1) % STATES];
    }

    @SuppressWarnings("ReferenceEquality") // to compare documents would be many more steps to interleave
    static int index(FlagDefinition definition) {
        for (FlagDefinition[] states : FLAGS) {
            for (int i = 0; i < STATES; i++) {
                if (states[i] == definition) {
                    return i;
                }
            }
        }
        throw new AssertionError("nobody has made " + definition);
    }

    /** The state as a number, and nothing of null. */
    static String show(FlagDefinition definition) {
        return definition == null ? "nothing" : String.valueOf(index(definition));
    }

    static String show(Change change) {
        return change == null ? "nothing to change" : show(change.before()) + " to " + show(change.after());
    }
}
