package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Gives the data source that the connections come from. Thread-safe. */
@FunctionalInterface
interface DataSources extends AutoCloseable {

    /**
     * Gives the data source, each time it is needed.
     *
     * @throws NoConnectionException if it is not there at the moment
     */
    DataSource get();

    /**
     * Gives a connection.
     *
     * @throws NoConnectionException if there is none
     */
    default Connection connect() {
        DataSource source = get();
        try {
            return source.getConnection();
        } catch (SQLException | RuntimeException e) {
            throw new NoConnectionException("there is no connection: " + SqlFailures.describe(e), e);
        }
    }

    /** Gives up what is the store's own: nothing, unless the data source is. */
    @Override
    default void close() {}
}
