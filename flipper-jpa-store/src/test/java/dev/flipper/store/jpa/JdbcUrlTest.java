package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host:5432/db, jdbc:postgresql://host:5432/db",
        "jdbc:postgresql://host/db?user=me&password=hay, jdbc:postgresql://host/db",
        "jdbc:postgresql://host/db?user=me@home&password=hay, jdbc:postgresql:***",
        "jdbc:h2:mem:horses;USER=me;PASSWORD=hay, jdbc:h2:mem:horses",
        "jdbc:h2:~/horses, jdbc:h2:~/horses",
        "jdbc:mysql://me:hay@host/db, jdbc:mysql:***@host/db",
        "jdbc:mysql://me:h@y@host/db, jdbc:mysql:***@host/db",
        "jdbc:mysql://me:h?y@host/db, jdbc:mysql:***",
        "jdbc:mysql://me:h#y@host/db, jdbc:mysql:***",
        "'jdbc:mysql://me:hay@one,me:hay@two/db', jdbc:mysql:***@two/db",
        "jdbc:mysql://address=(host=one)(password=hay)/db, jdbc:mysql:***",
        "jdbc:oracle:thin:me/hay@//host:1521/db, jdbc:oracle:***@//host:1521/db",
        "jdbc:sqlserver://host:1433;databaseName=db;password={h;y}, jdbc:sqlserver://host:1433"
    })
    void nothingSecretIsShown(String text, String shown) {
        JdbcUrl url = JdbcUrl.of(" " + text + " ");
        assertThat(url).hasToString(shown);
        assertThat(url.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:", "jdbc::x", "postgresql://host", "jdbc", "", "JDBC:h2:mem:", "jdbc:a b:c"})
    void anythingElseIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcUrl.of(text))
                .withMessage("it does not begin with jdbc: and the name of a kind of database");
    }

    @Test
    void knowsPostgresql() {
        assertThat(JdbcUrl.of("jdbc:postgresql:db").isPostgresql()).isTrue();
        assertThat(JdbcUrl.of("jdbc:h2:mem:postgresql").isPostgresql()).isFalse();
    }
}
