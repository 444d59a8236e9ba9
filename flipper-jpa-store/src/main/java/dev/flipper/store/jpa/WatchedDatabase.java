package dev.flipper.store.jpa;

import dev.flipper.store.ChangeWatch;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The database as a watch of the table sees it: a connection for each round, which is given back at its end. */
final class WatchedDatabase implements ChangeWatch.Backend {

    private static final Duration GRACE = TableWatch.LONGEST_WAIT.multipliedBy(3);

    private final WatchSettings settings;
    private final TableWatch table;
    private volatile @Nullable WatchConnection current;

    /**
     * Watches.
     *
     * @param versions of the rows, for when the database does not tell of changes
     */
    WatchedDatabase(WatchSettings settings, RowVersions versions) {
        this.settings = settings;
        this.table = new TableWatch(settings, versions);
    }

    /** Listens as long as that goes well, or polls once. */
    @Override
    public Duration watch(ChangeWatch watch) throws SQLException {
        settings.preparation().run();
        if (watch.isEnding()) {
            return Duration.ZERO;
        }
        try (WatchConnection connection = WatchConnection.open(settings.connections(), settings.timeout())) {
            current = connection;
            return table.watch(watch, connection);
        } finally {
            current = null;
        }
    }

    @Override
    public void failed() {
        table.forget();
    }

    /** Cuts off a connection that waits for an answer; a pool may complain of that. */
    @Override
    public void end() {
        WatchConnection open = current;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public Duration graceAtTheEnd() {
        return GRACE;
    }

    @Override
    public String place() {
        return settings.where();
    }

    @Override
    public String describe(Throwable failure) {
        return SqlFailures.describe(failure);
    }
}
