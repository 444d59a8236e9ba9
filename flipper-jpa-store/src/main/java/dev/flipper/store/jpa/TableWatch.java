package dev.flipper.store.jpa;

import dev.flipper.store.WatchedListeners;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Watches the table in the best way that the database has: listens, or compares the versions of its rows once in a
 * while, or says then that anything may have changed. For one thread.
 */
final class TableWatch {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    /** How long a new listener may have to wait. The driver waits for the socket meanwhile, and asks nobody. */
    static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final WatchedListeners listeners;
    private final WatchSettings settings;
    private final BooleanSupplier ended;
    private final Runnable holds;
    private final RowVersions versions;
    private boolean silenceTold;

    /**
     * @param ended tells whether to end
     * @param holds is told that the watch works
     */
    TableWatch(WatchedListeners listeners, WatchSettings settings, BooleanSupplier ended, Runnable holds) {
        this.listeners = listeners;
        this.settings = settings;
        this.ended = ended;
        this.holds = holds;
        this.versions = new RowVersions(settings.table(), listeners);
    }

    /** Forgets what it knows: everything may have changed. */
    void forget() {
        versions.forget();
    }

    /** Listens as long as the database tells of changes, or polls once. Gives the pause until the next time. */
    Duration watch(WatchConnection connection) throws SQLException {
        if (!connection.isPostgres()) {
            listeners.connected();
        } else if (settings.listen() && listened(connection)) {
            return Duration.ZERO;
        } else {
            poll(connection);
        }
        holds.run();
        return settings.pollInterval();
    }

    private void poll(WatchConnection connection) throws SQLException {
        if (WatchedTable.read(connection.connection(), settings.table()).hasRowVersions()) {
            versions.poll(connection.connection());
        } else {
            // A view, which may show rows of anything.
            listeners.connected();
        }
    }

    /** Listens until something is different; gives false at once if the database does not tell of changes. */
    private boolean listened(WatchConnection connection) throws SQLException {
        WatchedTable table;
        PostgresNotifications notifications;
        try {
            table = NotifyTrigger.ensure(connection, settings);
            notifications = PostgresNotifications.of(connection.connection());
            connection.listen(table.channel());
        } catch (SQLException e) {
            if (!connection.isAlive()) {
                throw e;
            }
            tellSilence(e);
            return false;
        }
        tellNoSilence();
        listen(connection, table, notifications);
        return true;
    }

    private void listen(WatchConnection connection, WatchedTable table, PostgresNotifications notifications)
            throws SQLException {
        // A connection of a pool may bring along what another watch has not read any more.
        notifications.next(table.channel(), Duration.ZERO);
        versions.forget();
        listeners.connected();
        Duration heartbeat = settings.heartbeat();
        Duration wait = heartbeat.compareTo(LONGEST_WAIT) < 0 ? heartbeat : LONGEST_WAIT;
        long lastHeartbeat = System.nanoTime();
        while (!ended.getAsBoolean()) {
            tell(notifications.next(table.channel(), wait));
            if (System.nanoTime() - lastHeartbeat >= heartbeat.toNanos()) {
                if (!table.isSame(WatchedTable.read(connection.connection(), settings.table()))) {
                    return;
                }
                lastHeartbeat = System.nanoTime();
                holds.run();
            }
        }
    }

    private void tell(List<String> changed) {
        changed.stream().filter(flag -> !flag.isEmpty()).forEach(listeners::changed);
        if (changed.contains("")) {
            listeners.connected();
        } else {
            listeners.connectedIfNot();
        }
    }

    private void tellSilence(SQLException reason) {
        if (SqlFailures.isLocked(reason) || silenceTold) {
            LOGGER.log(Level.DEBUG, "There is still nothing to listen to in " + settings.where(), reason);
            return;
        }
        silenceTold = true;
        LOGGER.log(
                Level.WARNING,
                "PostgreSQL does not tell of changes in " + settings.where() + ", which is looked at every "
                        + settings.pollInterval().toMillis() + " ms instead: " + SqlFailures.describe(reason)
                        + ". To be told of changes at once, let the user make a function in the table's schema and a"
                        + " trigger on the table, or make the function " + NotifyTrigger.FUNCTION
                        + " and its triggers by hand, as the guide shows",
                reason);
    }

    private void tellNoSilence() {
        if (silenceTold) {
            silenceTold = false;
            LOGGER.log(Level.INFO, "PostgreSQL tells of changes in " + settings.where() + " now");
        }
    }
}
