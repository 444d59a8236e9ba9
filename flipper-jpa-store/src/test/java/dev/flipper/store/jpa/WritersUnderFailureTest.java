package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.CountingWriters;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a change answers is true, even if the server ends, stands still or cuts the connections in the midst of many.
 */
@Timeout(240)
class WritersUnderFailureTest {

    private static final int OUTAGES = 2;
    private static final int CUTS = 60;
    /** Connections are cut on purpose here, and not because a slow machine takes its time. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

    private PostgresServer server;
    private PostgresDatabase database;
    private CarelessPool pool;
    private Duration timeout = Node.TIMEOUT;
    private List<String> failed;

    @BeforeEach
    void start() {
        server = PostgresServer.start(PostgresVersion.POSTGRESQL_18);
        database = server.newSafeDatabase();
        pool = new CarelessPool(database.dataSource());
    }

    @AfterEach
    void stop() throws SQLException {
        pool.close();
        server.close();
    }

    private JpaFeatureFlagStoreBuilder withItsOwnPool() {
        return JpaFeatureFlagStore.builder(database.jdbcUrl());
    }

    private JpaFeatureFlagStoreBuilder withACarelessPool() {
        return JpaFeatureFlagStore.builder(pool.source()).provider(Providers.ECLIPSELINK);
    }

    @Test
    void noChangeThatWasMadeIsLostWhenTheServerRestarts() throws Exception {
        count(this::withItsOwnPool, writers -> {
            for (int i = 0; i < OUTAGES; i++) {
                writers.awaitMore(100);
                server.stop();
                server.start();
                writers.awaitMore(100);
                server.kill();
                server.start();
            }
        });
        assertThat(failed).as("noticed").isNotEmpty();
    }

    @Test
    void noChangeIsMadeTwiceWhenTheServerStandsStill() throws Exception {
        count(this::withItsOwnPool, writers -> {
            for (int i = 0; i < OUTAGES; i++) {
                writers.awaitMore(100);
                int enough = writers.failed().size() + writers.threads();
                server.freeze();
                eventually(() -> assertThat(writers.failed()).hasSizeGreaterThan(enough));
                server.thaw();
            }
        });
    }

    @Test
    void noChangeIsMadeTwiceWhenConnectionsAreCut() throws Exception {
        timeout = LONG_TIMEOUT;
        count(this::withItsOwnPool, this::cut);
        assertThat(failed).as("noticed").isEmpty();
    }

    @Test
    void noChangeIsMadeTwiceWhenConnectionsOfAPoolAreCutThatDoesNotLookAfterThem() throws Exception {
        timeout = LONG_TIMEOUT;
        count(this::withACarelessPool, this::cut);
        assertThat(failed).as("noticed").isEmpty();
        eventually(() -> assertThat(pool.inUse()).isZero());
    }

    private void cut(CountingWriters writers) {
        for (int i = 0; i < CUTS; i++) {
            writers.awaitMore(5);
            database.cutConnections();
        }
    }

    private void count(Supplier<JpaFeatureFlagStoreBuilder> settings, Consumer<CountingWriters> trouble)
            throws Exception {
        try (LoggedLines log = new LoggedLines();
                Node node = node(settings);
                Node other = node(settings);
                CountingWriters writers = CountingWriters.begin(each -> each.store, List.of(node, other))) {
            trouble.accept(writers);
            writers.assertAnswersWereTrue();
            failed = writers.failed();
            assertThat(log.warnings()).noneMatch(line -> line.contains("no flags any more"));
        }
    }

    private Node node(Supplier<JpaFeatureFlagStoreBuilder> settings) {
        return new Node(settings.get().timeout(timeout), Local.MIRROR);
    }
}
