package dev.flipper.store.jpa;

import com.zaxxer.hikari.HikariDataSource;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What a store promises, on one version of PostgreSQL and with one persistence provider, in a database of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresStoreContract extends FeatureFlagStoreContract {

    private static final int MOST_CONNECTIONS = 16;

    private final PostgresVersion version;
    private final String provider;
    private HikariDataSource connections;
    private HikariDataSource otherConnections;
    private PostgresDatabase database;

    PostgresStoreContract(PostgresVersion version, String provider) {
        this.version = version;
        this.provider = provider;
    }

    @BeforeAll
    void createDatabase() {
        database = version.newDatabase();
        database.psql("CREATE TABLE feature_flags (name " + nameType() + " PRIMARY KEY, item bytea NOT NULL)");
        connections = pool();
        otherConnections = pool();
    }

    String nameType() {
        return "varchar(255)";
    }

    private HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(database.dataSource());
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setMinimumIdle(0);
        return pool;
    }

    @AfterAll
    void closeConnections() {
        if (connections != null) {
            connections.close();
            otherConnections.close();
        }
    }

    @Override
    protected FeatureFlagStore createStore() {
        database.psql("TRUNCATE feature_flags");
        return store(builder(connections));
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return store(builder(otherConnections));
    }

    private JpaFeatureFlagStoreBuilder builder(HikariDataSource pool) {
        return JpaFeatureFlagStore.builder(pool).provider(provider);
    }

    FeatureFlagStore store(JpaFeatureFlagStoreBuilder builder) {
        return builder.build();
    }

    @Override
    protected boolean putText(String name, String text) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO feature_flags VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET item = excluded.item")) {
            statement.setString(1, name);
            statement.setBytes(2, text.getBytes(StandardCharsets.UTF_8));
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
