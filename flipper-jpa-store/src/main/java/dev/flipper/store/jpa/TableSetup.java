package dev.flipper.store.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Sees to it that there is a table, and knows how long the names in it may be. Thread-safe. */
final class TableSetup {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    private final DataSources sources;
    private final FlagTable table;
    private final boolean create;
    private volatile boolean done;
    private volatile @Nullable NameColumn nameColumn;

    TableSetup(DataSources sources, FlagTable table, boolean create) {
        this.sources = sources;
        this.table = table;
        this.create = create;
    }

    boolean isDone() {
        return done || !create;
    }

    /** Creates the table unless it is there, or somebody else sees to that. */
    void ensure() throws SQLException {
        if (create && !done) {
            try (Connection connection = sources.connect()) {
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
            commit(connection);
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

    /** A failed statement may have left a transaction behind, in which nothing else works. */
    private boolean exists(Connection connection) throws SQLException {
        rollback(connection);
        try {
            readNameColumn(connection);
            return true;
        } catch (SQLException e) {
            rollback(connection);
            if (SqlFailures.isMissingTable(e)) {
                return false;
            }
            throw e;
        }
    }

    private static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private static void rollback(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
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
        try (Connection connection = sources.connect()) {
            NameColumn found = readNameColumn(connection);
            commit(connection);
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
