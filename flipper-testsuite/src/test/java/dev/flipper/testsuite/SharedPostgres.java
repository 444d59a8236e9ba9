package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.jpa.JpaFeatureFlagStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server, at the port that the application server's data source leads to. */
final class SharedPostgres {

    private static final int PORT = Integer.getInteger("postgresql.port", 5432);

    private final Path folder;
    private final int preparedTransactions;
    private EmbeddedPostgres server;

    private SharedPostgres(Path folder, int preparedTransactions) {
        this.folder = folder;
        this.preparedTransactions = preparedTransactions;
    }

    /** As PostgreSQL is without settings: it takes part in no transaction that has a part in another database. */
    static SharedPostgres start() {
        return start(0);
    }

    /** Lets so many transactions at once have a part in another database. */
    static SharedPostgres start(int preparedTransactions) {
        try {
            SharedPostgres postgres =
                    new SharedPostgres(Files.createTempDirectory("flipper-postgresql"), preparedTransactions);
            postgres.startAgain();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings that are no more than where the flags are. */
    static String[] settings() {
        return new String[] {
            "flipper.store=jpa",
            "flipper.jpa.datasource=" + TestServer.current().postgres()
        };
    }

    static JavaArchive[] libraries() {
        return Libraries.of(JpaFeatureFlagStore.class);
    }

    /** The same database, past the application server. */
    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://127.0.0.1:" + PORT + "/postgres");
        source.setUser("postgres");
        return source;
    }

    /** Another node with the same flags, outside of the server. */
    FeatureFlagClient node() {
        return FeatureFlagClient.open(MirroredFeatureFlagStore.builder(new JpaFeatureFlagStore(dataSource()))
                .startTimeout(Duration.ofMinutes(1))
                .build());
    }

    /** As the application of somebody who knows nothing of Flipper. */
    void replace(String flag, String part, String by) {
        execute(
                "UPDATE feature_flags SET item = convert_to(replace(convert_from(item, 'UTF8'), ?, ?), 'UTF8')"
                        + " WHERE name = ?",
                part,
                by,
                flag);
    }

    void execute(String sql, String... parameters) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** How many connections there are but one's own. */
    int connections() {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE backend_type ="
                        + " 'client backend' AND pid <> pg_backend_pid()")) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startAgain() {
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(PORT)
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_prepared_transactions", Integer.toString(preparedTransactions))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
