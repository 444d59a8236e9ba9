package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.jpa.JpaFeatureFlagStore;
import jakarta.annotation.Resource;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transactions of an XA data source, whose database is PostgreSQL. */
@ExtendWith(ArquillianExtension.class)
class XaTransactionsIT extends PostgresTransactions {

    /** The server's own, which takes part with one phase only: the last one, after PostgreSQL has prepared its part. */
    @Resource
    DataSource other;

    @Deployment
    static WebArchive application() {
        TransactionTests.startPostgresThatPrepares();
        return TransactionTests.ofStores(TestServer.current().xaPostgres());
    }

    @BeforeEach
    void makeTableElsewhere() throws SQLException {
        executeElsewhere("CREATE TABLE IF NOT EXISTS elsewhere (name varchar(40))");
        executeElsewhere("DELETE FROM elsewhere");
    }

    @AfterAll
    static void stop() {
        TransactionTests.stopPostgres();
    }

    /** PostgreSQL prepares nothing that tells of itself, as the trigger does. */
    private FeatureFlagStore untold() {
        return JpaFeatureFlagStore.builder(stable.database())
                .table("untold_flags")
                .createTrigger(false)
                .joinTransactions(true)
                .build();
    }

    private void executeElsewhere(String sql) throws SQLException {
        try (Connection connection = other.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int horsesElsewhere() throws SQLException {
        try (Connection connection = other.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM elsewhere")) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void aChangeIsCommittedOrRolledBackTogetherWithOneInAnotherDatabase() throws Exception {
        try (FeatureFlagStore untold = untold()) {
            stable.rollingBack(() -> {
                executeElsewhere("INSERT INTO elsewhere VALUES ('lost')");
                return untold.create(flag());
            });
            assertThat(untold.get(flag)).isNull();
            assertThat(horsesElsewhere()).isZero();
            stable.committing(() -> {
                executeElsewhere("INSERT INTO elsewhere VALUES ('kept')");
                return untold.create(flag());
            });
            assertThat(untold.get(flag)).isNotNull();
            assertThat(horsesElsewhere()).isOne();
        }
    }

    /** A server may even take for a commit what has failed; the copy is right again soon. */
    @Test
    void aChangeThatIsToldIsNotMadeTogetherWithOneInAnotherDatabase() throws Exception {
        try (FeatureFlagClient features =
                node(JpaFeatureFlagStore.builder(stable.database()).joinTransactions(true))) {
            userTransaction.begin();
            executeElsewhere("INSERT INTO elsewhere VALUES ('lost')");
            features.create(flag);
            assertThatThrownBy(userTransaction::commit)
                    .isInstanceOfAny(RollbackException.class, HeuristicMixedException.class);
            assertThat(own.get(flag)).isNull();
            assertThat(horsesElsewhere()).isZero();
            eventually(() -> !features.exists(flag));
        }
    }
}
