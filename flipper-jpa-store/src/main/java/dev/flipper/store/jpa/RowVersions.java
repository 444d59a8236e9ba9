package dev.flipper.store.jpa;

import dev.flipper.store.ChangeWatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The versions of PostgreSQL's rows: which transaction has written a row, and where it lies. A row that is written has
 * another version than before, even if it is the same then. For one thread.
 */
final class RowVersions {

    private final String query;
    private @Nullable Map<String, String> seen;

    RowVersions(FlagTable table) {
        this.query = "SELECT " + FlagTable.quoted("\"", table.nameColumn()) + ", xmin::text || ' ' || ctid::text FROM "
                + table.quoted("\"");
    }

    void forget() {
        seen = null;
    }

    /** Tells what differs from the last time; at the first time that everything may. */
    void poll(Connection connection, ChangeWatch watch) throws SQLException {
        Map<String, String> now = read(connection);
        Map<String, String> before = seen;
        seen = now;
        if (before == null) {
            watch.connected();
        } else {
            changed(before, now).forEach(watch::changed);
            watch.connectedIfNot();
        }
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> now) {
        Set<String> changed = new HashSet<>(before.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(flag -> now.containsKey(flag) && now.get(flag).equals(before.get(flag)));
        return changed;
    }

    private Map<String, String> read(Connection connection) throws SQLException {
        Map<String, String> versions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                versions.merge(rows.getString(1), rows.getString(2), (one, other) -> one + "," + other);
            }
        }
        return versions;
    }
}
