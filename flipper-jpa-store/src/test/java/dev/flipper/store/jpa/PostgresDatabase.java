package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a server of a test.
 *
 * @param server the server
 * @param name the name of the database, in small letters
 */
record PostgresDatabase(PostgresServer server, String name) {

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name + "?user=" + PostgresServer.SUPERUSER;
    }

    /** Gives a data source of the superuser, without a pool. */
    PGSimpleDataSource dataSource() {
        return dataSource(PostgresServer.SUPERUSER);
    }

    /** Gives one of another user. Nobody needs a password. */
    PGSimpleDataSource dataSource(String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(name);
        source.setUser(user);
        return source;
    }

    /**
     * Executes SQL over a connection of its own, as psql would, and gives the answer as text: one row a line, with
     * {@code |} between the columns; an empty text if there is none.
     */
    String psql(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? text(statement.getResultSet()) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Ends all connections to the database, whoever uses them. */
    void cutConnections() {
        psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                + "' AND pid <> pg_backend_pid()");
    }

    private static String text(ResultSet rows) throws SQLException {
        StringJoiner text = new StringJoiner("\n");
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringJoiner line = new StringJoiner("|");
            for (int i = 1; i <= columns; i++) {
                line.add(rows.getString(i));
            }
            text.add(line.toString());
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return server + "/" + name;
    }
}
