package dev.flipper.store.jpa;

import dev.flipper.store.FlagDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A program of which several run at the same time on one table. Says that it is ready, waits for a line, creates the
 * same flags as the others, then adds one to a number in the client data of one flag, again and again. Says at the end
 * how many flags it has created.
 */
final class ContendingProgram {

    static final String FLAG = "COUNTED";
    static final String READY = "ready";

    private ContendingProgram() {}

    /** Takes the database's URL, the persistence provider, and the numbers of creations and updates. */
    public static void main(String[] arguments) throws IOException {
        try (JpaFeatureFlagStore store =
                JpaFeatureFlagStore.builder(arguments[0]).provider(arguments[1]).build()) {
            store.get(FLAG);
            System.out.println(READY);
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            long created = create(store, Integer.parseInt(arguments[2]));
            update(store, Integer.parseInt(arguments[3]));
            System.out.println(created);
        }
    }

    /** Gives how many of the flags have not been created by others. */
    static long create(JpaFeatureFlagStore store, int flags) {
        return IntStream.range(0, flags)
                .filter(i -> store.create(FlagDefinition.of("NEW" + i, true, Instant.EPOCH, Map.of())))
                .count();
    }

    static void update(JpaFeatureFlagStore store, int times) {
        for (int i = 0; i < times; i++) {
            store.update(FLAG, flag -> flag.withClientData(Map.of("count", count(flag) + 1)));
        }
    }

    static void prepare(JpaFeatureFlagStore store) {
        store.create(FlagDefinition.of(FLAG, true, Instant.EPOCH, Map.of("count", 0)));
    }

    static int count(FlagDefinition flag) {
        return new BigDecimal(flag.metadata().clientData().get("count").toString()).intValueExact();
    }
}
