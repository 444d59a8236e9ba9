package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.testing.Local;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that have died while nobody used them, as all of a pool do when the server is started again. */
class DeadConnectionsTest {

    /** As many as a server's pool has by default. */
    private static final int MANY = 20;

    private final PostgresDatabase database = PostgresVersion.POSTGRESQL_18.newDatabase();

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aPoolFullOfThemIsNotNoticedAndGetsThemAllBack(String provider) throws SQLException {
        FlagDefinition flag = FlagDefinition.of("on", true, Instant.EPOCH, Map.of());
        try (CarelessPool pool = new CarelessPool(database.dataSource());
                JpaFeatureFlagStore store = JpaFeatureFlagStore.builder(pool.source())
                        .provider(provider)
                        .build()) {
            assertThat(store.create(flag)).isTrue();
            die(pool);
            assertThat(store.get("on")).hasToString(flag.toString());
            die(pool);
            assertThat(store.update("on", read -> read.withEnabled(false))).isNotNull();
            die(pool);
            assertThat(store.create(flag)).isFalse();
            die(pool);
            assertThat(names(store)).containsExactly("on");
            die(pool);
            assertThat(store.delete("on")).isNotNull();
            assertThat(pool.inUse()).isZero();
        }
    }

    private static List<String> names(JpaFeatureFlagStore store) {
        List<String> names = new ArrayList<>();
        store.forEach(new FlagVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                names.add(definition.name());
            }

            @Override
            public void unreadable(String name, FlagFormatException problem) {
                throw problem;
            }
        });
        return names;
    }

    private void die(CarelessPool pool) throws SQLException {
        assertThat(pool.inUse()).isZero();
        pool.fill(MANY);
        database.cutConnections();
        assertThat(pool.idle()).isEqualTo(MANY);
    }

    @Test
    void thoseOfThePoolOfAnAddressAreNotNoticed() {
        try (Node node = new Node(JpaFeatureFlagStore.builder(database.jdbcUrl()), Local.NONE).withFlag()) {
            database.cutConnections();
            node.assertAnswers();
            database.cutConnections();
            node.features.disable("on");
            database.cutConnections();
            node.features.create("other", true);
        }
    }
}
