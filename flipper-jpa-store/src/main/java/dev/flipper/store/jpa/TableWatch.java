package dev.flipper.store.jpa;

import dev.flipper.store.ChangeWatch;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Watches the table in the best way that the database has: listens, or compares the versions of its rows once in a
 * while, or says then that anything may have changed. For one thread.
 */
final class TableWatch {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    /** How long a new listener may have to wait. The driver waits for the socket meanwhile, and asks nobody. */
    static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final WatchSettings settings;
    private final RowVersions versions;
    private boolean silenceTold;

    TableWatch(WatchSettings settings, RowVersions versions) {
        this.settings = settings;
        this.versions = versions;
    }

    /** Forgets what it knows: everything may have changed. */
    void forget() {
        versions.forget();
    }

    /** Listens as long as the database tells of changes, or polls once. Gives the pause until the next time. */
    Duration watch(ChangeWatch watch, WatchConnection connection) throws SQLException {
        if (!connection.isPostgres()) {
            watch.connected();
        } else if (settings.listen() && listened(watch, connection)) {
            return Duration.ZERO;
        } else {
            poll(watch, connection);
        }
        watch.holds();
        return settings.pollInterval();
    }

    private void poll(ChangeWatch watch, WatchConnection connection) throws SQLException {
        if (WatchedTable.read(connection.connection(), settings.table()).hasRowVersions()) {
            versions.poll(connection.connection(), watch);
        } else {
            // A view, which may show rows of anything.
            watch.connected();
        }
    }

    /** Listens until something is different; gives false at once if the database does not tell of changes. */
    private boolean listened(ChangeWatch watch, WatchConnection connection) throws SQLException {
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
        listen(watch, connection, table, notifications);
        return true;
    }

    private void listen(
            ChangeWatch watch, WatchConnection connection, WatchedTable table, PostgresNotifications notifications)
            throws SQLException {
        // A connection of a pool may bring along what another watch has not read any more.
        notifications.next(table.channel(), Duration.ZERO);
        versions.forget();
        watch.connected();
        Duration heartbeat = settings.heartbeat();
        Duration wait = heartbeat.compareTo(LONGEST_WAIT) < 0 ? heartbeat : LONGEST_WAIT;
        long lastHeartbeat = System.nanoTime();
        while (!watch.isEnding()) {
            tell(watch, notifications.next(table.channel(), wait));
            if (System.nanoTime() - lastHeartbeat >= heartbeat.toNanos()) {
                if (!table.isSame(WatchedTable.read(connection.connection(), settings.table()))) {
                    return;
                }
                lastHeartbeat = System.nanoTime();
                watch.holds();
            }
        }
    }

    private static void tell(ChangeWatch watch, List<String> changed) {
        changed.stream().filter(flag -> !flag.isEmpty()).forEach(watch::changed);
        if (changed.contains("")) {
            watch.connected();
        } else {
            watch.connectedIfNot();
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
