package dev.flipper.store.jpa;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/** Makes the connections of a pool, and judges whether they are worth to be lent again. */
final class PooledConnections extends BasePooledObjectFactory<PooledConnection> {

    /** What is between us and the database may have forgotten an older one, which would be found out by waiting. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final DataSource source;
    private final InstantSource clock;

    PooledConnections(DataSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public PooledConnection create() throws SQLException {
        return new PooledConnection(source.getConnection(), clock.instant());
    }

    @Override
    public PooledObject<PooledConnection> wrap(PooledConnection connection) {
        return new DefaultPooledObject<>(connection);
    }

    @Override
    public void passivateObject(PooledObject<PooledConnection> pooled) throws SQLException {
        pooled.getObject().clean(clock.instant());
    }

    @Override
    public boolean validateObject(PooledObject<PooledConnection> pooled) {
        if (pooled.getBorrowedCount() <= 1) {
            // Made just now: without one the pool would say that all are in use.
            return true;
        }
        PooledConnection connection = pooled.getObject();
        try {
            return connection.isUsable()
                    && !connection.isUnusedSince(clock.instant().minus(IDLE));
        } catch (SQLException e) {
            // One that does not even know that is not worth it; the next is tried, or made.
            return false;
        }
    }

    @Override
    public void destroyObject(PooledObject<PooledConnection> pooled) throws SQLException {
        pooled.getObject().end();
    }
}
