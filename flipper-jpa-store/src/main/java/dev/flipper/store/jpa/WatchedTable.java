package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What PostgreSQL knows of the table at the moment. */
final class WatchedTable {

    /**
     * A trigger counts if it is ours by its function's name, is on, and leaves no change out. Its type's bits are: each
     * row, after INSERT, DELETE and UPDATE; or each statement, after TRUNCATE. A partitioned table's would be its
     * partitions', which listen to nobody.
     *
     * <p>What is different when anything was changed, be it to and fro, is the last column: a row that is written again
     * has another xmin. The connection's own process is a part of it, as nobody listens any more if it is another one.
     */
    private static final String QUERY = """
            SELECT c.oid, c.relkind IN ('r', 'p', 'm'), pg_catalog.quote_ident(n.nspname),
                   pg_catalog.to_regprocedure(pg_catalog.quote_ident(n.nspname) || '.%1$s()') IS NOT NULL,
                   coalesce(bool_or(t.tgtype = 29 AND t.tgargs = convert_to(?, 'UTF8') || '\\x00'), false)
                       AND c.relkind = 'r',
                   coalesce(bool_or(t.tgtype = 32), false),
                   concat_ws(' ', pg_backend_pid(), c.oid,
                       string_agg(concat_ws(' ', t.oid, t.xmin, p.oid, p.xmin), ' ' ORDER BY t.oid))
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN (pg_catalog.pg_trigger t
                         JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid AND p.proname = '%1$s')
                ON t.tgrelid = c.oid AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr::text = ''
             WHERE c.oid = pg_catalog.to_regclass(?)
             GROUP BY c.oid, c.relkind, n.nspname""".formatted(NotifyTrigger.FUNCTION);

    private final long id;
    private final boolean hasRowVersions;
    private final String schema;
    private final boolean hasFunction;
    private final boolean tellsOfRows;
    private final boolean tellsOfTruncation;
    private final String state;

    private WatchedTable(ResultSet row) throws SQLException {
        id = row.getLong(1);
        hasRowVersions = row.getBoolean(2);
        schema = row.getString(3);
        hasFunction = row.getBoolean(4);
        tellsOfRows = row.getBoolean(5);
        tellsOfTruncation = row.getBoolean(6);
        state = row.getString(7);
    }

    /**
     * Reads it in the connection's transaction, or a new one.
     *
     * @throws SQLException if there is no such table, or the database is away
     */
    static WatchedTable read(Connection connection, FlagTable table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setString(1, table.nameColumn());
            query.setString(2, table.quoted("\""));
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("the table " + table + " does not exist", "42P01");
                }
                return new WatchedTable(rows);
            }
        }
    }

    /** Tells whether each row has a version, by which one can see that it was written. */
    boolean hasRowVersions() {
        return hasRowVersions;
    }

    /** Gives the table's schema as a part of a statement. */
    String schema() {
        return schema;
    }

    boolean hasFunction() {
        return hasFunction;
    }

    boolean tellsOfRows() {
        return tellsOfRows;
    }

    boolean tellsOfTruncation() {
        return tellsOfTruncation;
    }

    /** Tells whether the table tells of all changes. */
    boolean tellsAll() {
        return tellsOfRows && tellsOfTruncation;
    }

    /** Gives the channel on which it does, as the function calls it. A table that is made again has another one. */
    String channel() {
        return "flipper_" + id;
    }

    /** Tells whether nothing has changed since another reading, be it to and fro. */
    boolean isSame(WatchedTable other) {
        return state.equals(other.state);
    }
}
