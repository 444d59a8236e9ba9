package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.jpa.H2Databases.Switched;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class JpaFeatureFlagStoreBuilderTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("HORSES", true, Instant.EPOCH, Map.of());

    private final JpaFeatureFlagStoreBuilder builder = JpaFeatureFlagStore.builder(new JdbcDataSource());

    @Test
    void timesAreFromAMillisecondToADay() {
        for (Duration wrong : List.of(
                Duration.ZERO, Duration.ofNanos(999_999), Duration.ofHours(25), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.timeout(wrong))
                    .withMessage("The timeout must be from a millisecond to a day, it is " + wrong);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.pollInterval(wrong))
                    .withMessage("The poll interval must be from a millisecond to a day, it is " + wrong);
        }
        assertThat(builder.timeout(Duration.ofMillis(1)).timeout()).isEqualTo(Duration.ofMillis(1));
        assertThat(builder.pollInterval(Duration.ofDays(1)).pollInterval()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void namesAreChecked() {
        String evil = "x\"; DROP TABLE feature_flags; --";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.schema(evil))
                .withMessageStartingWith("The schema must be letters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.table(evil))
                .withMessageStartingWith("The table must be letters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.nameColumn(evil))
                .withMessageStartingWith("The name column must be letters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.itemColumn(evil))
                .withMessageStartingWith("The item column must be letters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.nameColumn("item").build())
                .withMessage("The name column and the item column must be two, both are 'item'");
        assertThat(builder.nameColumn("item").itemColumn("name").table())
                .isEqualTo(new FlagTable(null, "feature_flags", "item", "name"));
    }

    @Test
    void takesNoNulls() {
        assertThatNullPointerException().isThrownBy(() -> JpaFeatureFlagStore.builder((DataSource) null));
        assertThatNullPointerException().isThrownBy(() -> JpaFeatureFlagStore.builder((String) null));
        assertThatNullPointerException().isThrownBy(() -> JpaFeatureFlagStore.builder("jdbc:h2:mem:", null, ""));
        assertThatNullPointerException().isThrownBy(() -> JpaFeatureFlagStore.builder("jdbc:h2:mem:", "", null));
        assertThatNullPointerException().isThrownBy(() -> builder.threadFactory(null));
        assertThatNullPointerException().isThrownBy(() -> builder.timeout(null));
        assertThatNullPointerException().isThrownBy(() -> builder.table(null));
    }

    @Test
    void aDataSourceIsNamedByItsClass() {
        assertThat(builder.where()).isEqualTo("the data source JdbcDataSource");
        assertThat(JpaFeatureFlagStore.builder(new PGSimpleDataSource() {
                            private static final long serialVersionUID = 1;
                        })
                        .where())
                .isEqualTo("the data source " + getClass().getName() + "$1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://me:hay@host/db", "", "jdbc:", "host"})
    void whatIsNoAddressIsRefusedAndNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JpaFeatureFlagStore.builder(text))
                .withMessage("It must be a JDBC URL, as jdbc:postgresql://host/database: it does not begin with jdbc:"
                        + " and the name of a kind of database");
    }

    @Test
    void aDriverThatIsMissingIsTold() {
        JpaFeatureFlagStoreBuilder unknown = JpaFeatureFlagStore.builder("jdbc:horses://me:hay@stable/db?x=y");
        assertThatIllegalArgumentException()
                .isThrownBy(unknown::build)
                .withMessage("No driver takes the JDBC URL jdbc:horses:***@stable/db: add that of the database to the"
                        + " class path, as org.postgresql:postgresql or com.h2database:h2, or see what is wrong with"
                        + " the URL")
                .withNoCause();
    }

    @Test
    void anAddressTakesNoPartInTransactionsOfOthers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JpaFeatureFlagStore.builder("jdbc:h2:mem:horses")
                        .joinTransactions(true)
                        .build())
                .withMessage("Changes over jdbc:h2:mem:horses cannot join the caller's transaction: that takes a data"
                        + " source of the server's");
    }

    @Test
    void theUserIsGivenToTheDatabase() throws SQLException {
        String url = H2Databases.url();
        H2Databases.execute(url, "CREATE USER horses PASSWORD 'hay' ADMIN");
        try (FeatureFlagStore store =
                JpaFeatureFlagStore.builder(url, "horses", "hay").build()) {
            assertThat(store.create(FLAG)).isTrue();
        }
        try (FeatureFlagStore store =
                JpaFeatureFlagStore.builder(url, "horses", "straw").build()) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.get(FLAG.name()))
                    .withMessageStartingWith("The flag 'HORSES' could not be read from the table feature_flags of "
                            + url.substring(0, url.indexOf(';')) + ": there is no connection: Wrong user name")
                    .withMessageNotContaining("straw");
        }
    }

    @Test
    void eachStoreHasConnectionsOfItsOwnAndClosesThem() throws SQLException {
        String url = H2Databases.url();
        JpaFeatureFlagStoreBuilder twice = JpaFeatureFlagStore.builder(url);
        FeatureFlagStore one = twice.build();
        try (FeatureFlagStore other = twice.build();
                Connection own = H2Databases.dataSource(url).getConnection()) {
            assertThat(connections(own)).isOne();
            assertThat(one.create(FLAG)).isTrue();
            assertThat(other.get(FLAG.name())).isEqualTo(FLAG);
            assertThat(connections(own)).isEqualTo(3);
            one.close();
            assertThat(connections(own)).isEqualTo(2);
            assertThat(other.get(FLAG.name())).isEqualTo(FLAG);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> one.get(FLAG.name()))
                    .withMessageContaining("the store is closed");
        }
    }

    private static int connections(Connection own) throws SQLException {
        try (ResultSet sessions =
                own.createStatement().executeQuery("SELECT count(*) FROM information_schema.sessions")) {
            sessions.next();
            return sessions.getInt(1);
        }
    }

    @Test
    void aDataSourceStaysOpen() throws SQLException {
        Switched database = new Switched();
        new JpaFeatureFlagStore(database.source()).close();
        assertThat(database.asked()).isZero();
        try (Connection connection = database.source().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void threadsAreDaemonsUnlessSet() {
        Thread thread = builder.threads().newThread(() -> {});
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("flipper-jpa");
    }
}
