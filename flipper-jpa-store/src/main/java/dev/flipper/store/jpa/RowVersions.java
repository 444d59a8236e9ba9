package dev.flipper.store.jpa;

import dev.flipper.store.ChangeWatch;
import dev.flipper.store.PolledVersions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The versions of PostgreSQL's rows: which transaction has written a row, and where it lies. A row that is written has
 * another version than before, even if it is the same then.
 *
 * <p>Thread-safe, as what the store shows is noted here too; one thread looks.
 */
final class RowVersions {

    private final String query;
    private final PolledVersions<String> versions = new PolledVersions<>();

    RowVersions(FlagTable table) {
        this.query = "SELECT " + FlagTable.quoted("\"", table.nameColumn()) + ", xmin::text || ' ' || ctid::text FROM "
                + table.quoted("\"");
    }

    /** Notes that somebody knows the flag, as it was read or written: he is to be told if it is gone. */
    void shown(String flag) {
        versions.shown(flag);
    }

    void forget() {
        versions.forget();
    }

    /** Tells what differs from the last time, and from what was shown since; at the first time that everything may. */
    void poll(Connection connection, ChangeWatch watch) throws SQLException {
        versions.changes(() -> read(connection))
                .ifPresentOrElse(changed -> changed.forEach(watch::changed), watch::connected);
        watch.connectedIfNot();
    }

    private Map<String, String> read(Connection connection) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.merge(rows.getString(1), rows.getString(2), (one, other) -> one + "," + other);
            }
        }
        return found;
    }
}
