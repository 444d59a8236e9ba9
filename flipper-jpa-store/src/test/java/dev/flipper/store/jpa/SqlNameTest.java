package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlNameTest {

    private static final String LONGEST = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"feature_flags", "FEATURE_FLAGS", "_", "a1", "order", "Select"})
    void namesAreLettersDigitsAndUnderscores(String name) {
        assertThat(SqlName.require("table", name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a ",
                " a",
                "1a",
                "a.b",
                "a-b",
                "a;b",
                "a\"b",
                "a'b",
                "a`b",
                "[a]",
                "a\\b",
                "a/*b*/",
                "a--b",
                "größe",
                "\u0430bc",
                "a\u0000",
                "\u0000",
                "a\n",
                "a\r",
                "a$",
                "a%",
                "a\uD800",
                "\u200Ba",
                "\uFF41"
            })
    void everythingElseIsRefused(String name) {
        assertThat(SqlName.isName(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlName.require("table", name))
                .withMessage("The table must be letters, digits and underscores, no digit first, 63 at most; it is '"
                        + name + "'");
    }

    @Test
    void theyAreNoLongerThanPostgresqlTakes() {
        assertThat(SqlName.isName(LONGEST)).isTrue();
        assertThat(SqlName.isName(LONGEST + "a")).isFalse();
    }
}
