package dev.flipper.store.jpa;

import com.zaxxer.hikari.HikariDataSource;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/** What a store promises, on one version of PostgreSQL and with one persistence provider. */
abstract class PostgresStoreContract extends FeatureFlagStoreContract {

    private final PostgresDatabase database;
    private final String provider;
    private final HikariDataSource connections = new HikariDataSource();

    PostgresStoreContract(PostgresVersion version, String provider) {
        this.database = version.newDatabase();
        this.provider = provider;
        database.psql("CREATE TABLE feature_flags (name varchar(255) PRIMARY KEY, item bytea NOT NULL)");
        connections.setDataSource(database.dataSource());
        connections.setMaximumPoolSize(16);
        connections.setMinimumIdle(0);
    }

    @AfterEach
    void closeConnections() {
        connections.close();
    }

    @Override
    protected FeatureFlagStore createStore() {
        return JpaFeatureFlagStore.builder(connections).provider(provider).build();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return createStore();
    }

    @Override
    protected boolean tellsOfChanges() {
        return false;
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
