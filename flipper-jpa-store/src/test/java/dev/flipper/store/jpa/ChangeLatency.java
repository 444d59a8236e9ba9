package dev.flipper.store.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.JavaProgram;
import dev.flipper.store.testing.LatencyMeasurement;
import dev.flipper.store.testing.LatencyObserver;
import dev.flipper.store.testing.LatencyTable;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Measures how long it takes until a change in a table of PostgreSQL shows on another node. */
final class ChangeLatency {

    private ChangeLatency() {}

    /** Prints a table. The argument, if there is one, is the number of changes of each kind, 200 otherwise. */
    public static void main(String... arguments) throws IOException, SQLException {
        print(System.out, LatencyTable.changes(200, arguments));
    }

    static void print(PrintStream out, int changes) throws IOException, SQLException {
        LatencyTable table = LatencyTable.begin("PostgreSQL", changes, out);
        for (PostgresVersion version : PostgresVersion.values()) {
            try (PostgresServer server = PostgresServer.start(version)) {
                measure(table, version.name().replaceAll("\\D", ""), server.newDatabase());
            }
        }
    }

    private static void measure(LatencyTable table, String version, PostgresDatabase database)
            throws IOException, SQLException {
        List<String> observer = JavaProgram.command(Observer.class, database.jdbcUrl());
        try (Connection connection = database.dataSource().getConnection();
                LatencyMeasurement latency = table.measure(version, store(database.jdbcUrl()), observer)) {
            latency.byClient();
            latency.by("SQL, as psql", flag -> update(connection, flag));
        }
    }

    private static void update(Connection connection, FlagDefinition flag) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE feature_flags SET item = ? WHERE name = ?")) {
            update.setBytes(1, flag.toJson().getBytes(UTF_8));
            update.setString(2, flag.name());
            update.executeUpdate();
        }
    }

    private static JpaFeatureFlagStore store(String url) {
        return JpaFeatureFlagStore.builder(url).build();
    }

    /** The other node. */
    static final class Observer {

        private Observer() {}

        /** Takes the database's URL. */
        public static void main(String... arguments) {
            LatencyObserver.run(store(arguments[0]));
        }
    }
}
