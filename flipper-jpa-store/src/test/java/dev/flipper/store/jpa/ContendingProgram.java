package dev.flipper.store.jpa;

import dev.flipper.store.testing.Contention;
import java.io.IOException;

/** A program of which several run at the same time on one table. */
final class ContendingProgram {

    private ContendingProgram() {}

    /** Takes the database's URL and the persistence provider. */
    public static void main(String[] arguments) throws IOException {
        try (JpaFeatureFlagStore store = JpaFeatureFlagStore.builder(arguments[0])
                .provider(arguments[1])
                .timeout(ManyProcessesTest.LONG_TIMEOUT)
                .build()) {
            Contention.takePart(store);
        }
    }
}
