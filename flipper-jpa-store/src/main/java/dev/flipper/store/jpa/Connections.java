package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where the connections to the database come from. Thread-safe. */
@FunctionalInterface
interface Connections extends AutoCloseable {

    /**
     * Gives a connection, which goes back to where it came from when it is closed.
     *
     * @throws NoConnectionException if there is none
     */
    Connection connect();

    /**
     * Gives a connection of a data source.
     *
     * @throws NoConnectionException if there is none
     */
    static Connection of(DataSource source) {
        try {
            return source.getConnection();
        } catch (SQLException | RuntimeException e) {
            throw NoConnectionException.because(e);
        }
    }

    /** Gives up what is the store's own: nothing, unless it is a pool of its own. */
    @Override
    default void close() {}
}
