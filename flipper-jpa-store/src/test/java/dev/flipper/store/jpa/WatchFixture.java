package dev.flipper.store.jpa;

import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.ChangeWatch;
import dev.flipper.store.testing.ResourceFixture;
import dev.flipper.store.testing.ToldInOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** A watch of a test, with settings that a test may change before it begins. */
abstract class WatchFixture extends ResourceFixture {

    /** So long that a poll is not what tells. */
    static final Duration NEVER = Duration.ofHours(1);

    final List<Thread> threads = new CopyOnWriteArrayList<>();

    PostgresDatabase database;
    FlagTable table = FlagTable.ORIGINAL;
    WatchSettings.Preparation preparation = () -> {};
    boolean listen = true;
    boolean trigger = true;
    Duration timeout = Duration.ofMillis(500);
    Duration pollInterval = NEVER;
    RowVersions versions;
    ChangeWatch watch;
    ToldInOrder told;

    @Override
    @AfterEach
    protected void closeAll() throws Exception {
        super.closeAll();
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** Makes a database with the table, which nobody watches yet. */
    void useDatabase(PostgresVersion version) {
        database = version.newDatabase();
        createTable();
    }

    void createTable() {
        if (table.schema() != null) {
            database.psql("CREATE SCHEMA IF NOT EXISTS \"" + table.schema() + "\"");
        }
        database.psql("CREATE TABLE " + table.quoted("\"") + " (\"" + table.nameColumn() + "\" text PRIMARY KEY, \""
                + table.itemColumn() + "\" bytea NOT NULL)");
    }

    /** Watches the database as its superuser. Returns when it is connected. */
    void watch() {
        watch(database::dataSource);
    }

    void watch(Supplier<DataSource> source) {
        begin(source);
        assertThat(told.next()).isEqualTo(CONNECTED);
    }

    void begin(Supplier<DataSource> source) {
        watch = opened(newWatch(source));
        told = new ToldInOrder();
        watch.subscribe(told);
    }

    ChangeWatch newWatch(Supplier<DataSource> source) {
        versions = new RowVersions(table);
        WatchSettings settings = new WatchSettings(
                () -> Connections.of(source.get()),
                table,
                preparation,
                listen,
                trigger,
                timeout,
                pollInterval,
                "the test's table");
        return new ChangeWatch(
                new WatchedDatabase(settings, versions),
                System.getLogger(JpaFeatureFlagStore.class.getName()),
                this::thread);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "test-watch");
        threads.add(thread);
        return thread;
    }

    void insert(String flag) {
        database.psql(insertion(flag));
    }

    String insertion(String flag) {
        return "INSERT INTO " + table.quoted("\"") + " VALUES ('" + flag.replace("'", "''") + "', 'x')";
    }

    /** Tells how many connections others have to the database. */
    int connections() {
        return Integer.parseInt(database.psql("SELECT count(*) FROM pg_stat_activity WHERE datname = '"
                + database.name() + "' AND pid <> pg_backend_pid()"));
    }
}
