package dev.flipper.store.testing;

import dev.flipper.store.FlagDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A flag with a number in its client data, to which many add one: a sum that is too small tells of a lost change. */
final class CountedFlag {

    static final String NAME = "COUNTED";
    private static final String COUNT = "count";

    private CountedFlag() {}

    static FlagDefinition beginning() {
        return FlagDefinition.of(NAME, true, Instant.EPOCH, Map.of(COUNT, 0));
    }

    static FlagDefinition oneMore(FlagDefinition flag) {
        return flag.withClientData(Map.of(COUNT, count(flag) + 1));
    }

    static int count(@Nullable FlagDefinition flag) {
        return count(Objects.requireNonNull(flag, "the counted flag").metadata().clientData());
    }

    static int count(Map<String, ?> clientData) {
        return new BigDecimal(String.valueOf(clientData.get(COUNT))).intValueExact();
    }
}
