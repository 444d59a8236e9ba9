package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.NameNotFoundException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamedDataSourceTest {

    private static final String NAME = "jdbc/horses";

    private final NamedDataSource source = new NamedDataSource(NAME);

    @BeforeEach
    void startNaming() {
        TestNaming.start();
    }

    @AfterEach
    void stopNaming() {
        TestNaming.stop();
    }

    private static JdbcDataSource failing() {
        JdbcDataSource gone = new JdbcDataSource();
        gone.setURL("jdbc:h2:mem:gone;IFEXISTS=TRUE");
        return gone;
    }

    private void assertNoConnection(String why) {
        assertThatExceptionOfType(NoConnectionException.class)
                .isThrownBy(source::connect)
                .withMessageContaining(why);
    }

    @Test
    void oneThatIsBoundLaterIsFound() throws SQLException {
        assertNoConnection("no data source is bound to the JNDI name jdbc/horses");
        TestNaming.bind(NAME, H2Databases.dataSource());
        try (Connection connection = source.connect()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void whatIsBoundMayBeNoDataSource() {
        TestNaming.bind(NAME, "a text");
        assertNoConnection("what is bound to the JNDI name jdbc/horses is no data source, but a java.lang.String");
    }

    @Test
    void oneThatFailsAndIsReplacedIsFoundByTheNextCall() throws SQLException {
        TestNaming.bind(NAME, failing());
        assertNoConnection("there is no connection");
        TestNaming.bind(NAME, H2Databases.dataSource());
        assertNoConnection("there is no connection");
        try (Connection connection = source.connect()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    /** As in a thread that does not know the names of the application. */
    @Test
    void oneThatCannotBeLookedUpAnyMoreStays() throws SQLException {
        JdbcDataSource database = H2Databases.dataSource();
        String url = database.getURL();
        TestNaming.bind(NAME, database);
        source.connect().close();
        TestNaming.stop();
        database.setURL(failing().getURL());
        assertThatExceptionOfType(NoConnectionException.class)
                .isThrownBy(source::connect)
                .withMessageContaining("there is no connection")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        database.setURL(url);
        try (Connection connection = source.connect()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void whatIsNotBoundHasItsCause() {
        assertThatExceptionOfType(NoConnectionException.class)
                .isThrownBy(source::connect)
                .withCauseInstanceOf(NameNotFoundException.class);
    }
}
