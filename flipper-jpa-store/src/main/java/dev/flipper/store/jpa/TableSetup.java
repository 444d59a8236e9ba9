package dev.flipper.store.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sees to it that there is a table, and knows how long the names in it may be. Thread-safe. */
final class TableSetup {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    private final Connections connections;
    private final FlagTable table;
    private final boolean create;
    private final Duration timeout;
    private volatile boolean done;
    private volatile @Nullable NameColumn nameColumn;

    TableSetup(Connections connections, FlagTable table, boolean create, Duration timeout) {
        this.connections = connections;
        this.table = table;
        this.create = create;
        this.timeout = timeout;
    }

    private Connection connect() throws SQLException {
        return OwnConnection.of(connections.connect(), timeout);
    }

    boolean isDone() {
        return done || !create;
    }

    /** Creates the table unless it is there, or somebody else sees to that. */
    void ensure() throws SQLException {
        if (create && !done) {
            try (Connection connection = connect()) {
                ensure(connection);
            }
            done = true;
        }
    }

    private void ensure(Connection connection) throws SQLException {
        DatabaseKind kind = DatabaseKind.of(connection);
        if (!kind.canCreateTable() || exists(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(ddl(connection, kind));
            LOGGER.log(Level.INFO, "The table " + table + " has been created");
        } catch (SQLException e) {
            // Another node may have been faster. IF NOT EXISTS alone does not keep two from colliding.
            if (!exists(connection)) {
                throw new SQLException(
                        "it is not there, and cannot be created: " + SqlFailures.describe(e), e.getSQLState(), e);
            }
        }
    }

    private String ddl(Connection connection, DatabaseKind kind) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return "CREATE TABLE IF NOT EXISTS " + table.quoted(quote) + " ("
                + FlagTable.quoted(quote, table.nameColumn()) + " " + kind.nameType() + " PRIMARY KEY, "
                + FlagTable.quoted(quote, table.itemColumn()) + " " + kind.itemType() + " NOT NULL)";
    }

    private boolean exists(Connection connection) throws SQLException {
        try {
            readNameColumn(connection);
            return true;
        } catch (SQLException e) {
            if (SqlFailures.isMissingTable(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Forgets what is known of the table, which turns out to be another one than before. */
    void forget() {
        done = false;
        nameColumn = null;
    }

    boolean creates() {
        return create;
    }

    /** Gives what names the table takes. Asks once more if one seems too long: the column may have been widened. */
    NameColumn nameColumn(String name) throws SQLException {
        NameColumn known = nameColumn;
        if (known != null && known.takes(name)) {
            return known;
        }
        try (Connection connection = connect()) {
            NameColumn found = readNameColumn(connection);
            nameColumn = found;
            return found;
        }
    }

    private NameColumn readNameColumn(Connection connection) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        String query = "SELECT " + FlagTable.quoted(quote, table.nameColumn()) + " FROM " + table.quoted(quote)
                + " WHERE 1 = 0";
        try (Statement statement = connection.createStatement();
                ResultSet nothing = statement.executeQuery(query)) {
            return new NameColumn(
                    DatabaseKind.of(connection), nothing.getMetaData().getPrecision(1));
        }
    }
}
