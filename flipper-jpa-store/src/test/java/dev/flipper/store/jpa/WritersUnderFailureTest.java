package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a change answers is true, even if the server ends, stands still or cuts the connections in the midst of many.
 */
@Timeout(120)
class WritersUnderFailureTest {

    private static final int WRITERS = 4;
    private static final int OUTAGES = 2;
    private static final int CUTS = 60;
    /** Connections are cut on purpose here, and not because a slow machine takes its time. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger inDoubt = new AtomicInteger();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    private PostgresServer server;
    private PostgresDatabase database;
    private CarelessPool pool;
    private Duration timeout = Node.TIMEOUT;

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
        count(this::withItsOwnPool, () -> {
            for (int i = 0; i < OUTAGES; i++) {
                awaitMore(100);
                server.stop();
                server.start();
                awaitMore(100);
                server.kill();
                server.start();
            }
        });
        assertThat(failed).as("noticed").isNotEmpty();
    }

    @Test
    void noChangeIsMadeTwiceWhenTheServerStandsStill() throws Exception {
        count(this::withItsOwnPool, () -> {
            for (int i = 0; i < OUTAGES; i++) {
                awaitMore(100);
                int before = failed.size();
                server.freeze();
                eventually(() -> assertThat(failed).hasSizeGreaterThan(before + WRITERS));
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

    private void cut() {
        for (int i = 0; i < CUTS; i++) {
            awaitMore(5);
            database.cutConnections();
        }
    }

    private void count(Supplier<JpaFeatureFlagStoreBuilder> settings, Runnable trouble) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (LoggedLines log = new LoggedLines();
                Node node = node(settings);
                Node other = node(settings)) {
            node.features.create("counted", true, Map.of("count", 0));
            eventually(() -> assertThat(other.features.exists("counted")).isTrue());
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Node mine = i % 2 == 0 ? node : other;
                writers.add(threads.submit(() -> write(mine.store)));
            }
            trouble.run();
            awaitMore(100);
            stopped = true;
            for (Future<?> writer : writers) {
                writer.get();
            }

            int stored = count(node.store.get("counted"));
            assertThat(stored).isBetween(made.get(), made.get() + inDoubt.get());
            for (Node each : List.of(node, other)) {
                eventually(
                        () -> assertThat(each.features.getClientData("counted")).containsEntry("count", stored));
            }
            assertThat(log.warnings()).noneMatch(line -> line.contains("no flags any more"));
        } finally {
            stopped = true;
            threads.shutdownNow();
        }
    }

    private Node node(Supplier<JpaFeatureFlagStoreBuilder> settings) {
        return new Node(settings.get().timeout(timeout), Local.MIRROR);
    }

    private void awaitMore(int changes) {
        int enough = made.get() + changes;
        eventually(() -> assertThat(made).hasValueGreaterThanOrEqualTo(enough));
    }

    private void write(FeatureFlagStore store) {
        while (!stopped) {
            try {
                store.update("counted", flag -> flag.withClientData(Map.of("count", count(flag) + 1)));
                made.incrementAndGet();
            } catch (StoreException e) {
                if (e.getMessage().contains("which of the two is not known")) {
                    inDoubt.incrementAndGet();
                } else {
                    failed.add(e.getMessage());
                }
            }
        }
    }

    private static int count(FlagDefinition flag) {
        return ((Number) flag.metadata().clientData().get("count")).intValue();
    }
}
