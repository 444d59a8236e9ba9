package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagKeysTest {

    private final FlagKeys keys = new FlagKeys("features");

    @Test
    void aKeyIsTheBaseKeyAndTheName() {
        assertThat(keys.key("a/b ü")).isEqualTo("features/a/b ü");
        assertThat(keys.flag("features/a/b ü")).isEqualTo("a/b ü");
        assertThat(keys.flag("features2/a")).isNull();
        assertThat(keys.flag("features")).isNull();
    }

    @Test
    void aLoneSurrogateHasNoKey() {
        assertThat(keys.key("\ud800")).isNull();
        assertThat(keys.key("a\udc00b")).isNull();
    }

    @Test
    void aBaseKeyIsEncodedInAnAddress() {
        assertThat(keys.path()).isEqualTo("features/");
        assertThat(new FlagKeys("a b/Ü?#%+~.._-9Zz").path()).isEqualTo("a%20b/%C3%9C%3F%23%25%2B~.._-9Zz/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "a/", "a//b", ".", "a/..", "./b"})
    void aBaseKeyIsAPath(String baseKey) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlagKeys(baseKey))
                .withMessageContaining("must neither begin nor end with a slash");
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "a\u00a0b", "a\nb", "\u200b", "\ud800", "\u2028"})
    void aBaseKeyCanBeSeen(String baseKey) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlagKeys(baseKey))
                .withMessageContaining("visible characters only");
    }

    @Test
    void aBaseKeyIsNotEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlagKeys(""))
                .withMessage("The base key must not be empty; the usual one is 'features'");
    }
}
