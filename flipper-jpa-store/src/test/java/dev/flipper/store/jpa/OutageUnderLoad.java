package dev.flipper.store.jpa;

import dev.flipper.store.testing.OutageMeasurement;
import dev.flipper.store.testing.OutageReport;
import java.time.Duration;

/** Measures what an outage of PostgreSQL costs those who check flags through a mirrored client meanwhile. */
final class OutageUnderLoad {

    private OutageUnderLoad() {}

    /**
     * Prints a table. The argument, if there is one, is how many seconds each half of the outage takes; 15 otherwise.
     */
    public static void main(String... arguments) throws InterruptedException {
        run(OutageMeasurement.half(arguments)).print(System.out);
    }

    static OutageReport run(Duration half) throws InterruptedException {
        try (PostgresServer server = PostgresServer.start(PostgresVersion.POSTGRESQL_18)) {
            PostgresDatabase database = server.newSafeDatabase();
            JpaFeatureFlagStore store =
                    JpaFeatureFlagStore.builder(database.jdbcUrl()).build();
            return OutageMeasurement.run("PostgreSQL", server, store, half);
        }
    }
}
