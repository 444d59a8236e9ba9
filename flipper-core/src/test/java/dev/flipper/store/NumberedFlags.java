package dev.flipper.store;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Flags that are told apart by a number. */
final class NumberedFlags {

    private NumberedFlags() {}

    static FlagDefinition flag(String name, int number) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of("number", number));
    }

    static UnaryOperator<FlagDefinition> to(int number) {
        return flag -> flag.withClientData(Map.of("number", number));
    }

    static FlagDefinition next(FlagDefinition flag) {
        return flag.withClientData(Map.of("number", number(flag) + 1));
    }

    /** Gives -1 for no flag. */
    static int number(FlagDefinition flag) {
        return flag == null ? -1 : ((Number) flag.metadata().clientData().get("number")).intValue();
    }
}
