package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagKeysTest {

    private final FlagKeys keys = new FlagKeys("features");

    @ParameterizedTest
    @ValueSource(strings = {"A", "", "/", "a/b", "features/a", "Ünïcode flag", "😀", "*"})
    void aFlagIsFoundByItsKey(String flag) {
        byte[] key = keys.key(flag);
        assertThat(new String(key, UTF_8)).isEqualTo("features/" + flag);
        assertThat(keys.flag(key)).isEqualTo(flag);
        assertThat(keys.flag("features/" + flag)).isEqualTo(flag);
    }

    /** It would become a question mark, and so the key of another flag. */
    @Test
    void aNameWithALoneSurrogateHasNoKey() {
        assertThat(keys.key("\ud800")).isNull();
        assertThat(keys.key("a\udc00b")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "features", "feature/a", "features2/a", "Features/a", "other"})
    void aKeyOfOthersIsNoFlag(String key) {
        assertThat(keys.flag(key.getBytes(UTF_8))).isNull();
        assertThat(keys.flag(key)).isNull();
    }

    @Test
    void aKeyThatIsNoTextIsNoFlag() {
        byte[] key = "features/x".getBytes(UTF_8);
        key[key.length - 1] = (byte) 0xff;
        assertThat(keys.flag(key)).isNull();
    }

    @Test
    void thePatternMeansTheBaseKeyAsItIs() {
        assertThat(keys.pattern()).isEqualTo("features/*");
        assertThat(new FlagKeys("a*b?c[d]\\^e").pattern()).isEqualTo("a\\*b\\?c\\[d\\]\\\\^e/*");
    }

    @Test
    void theBaseKeyIsAText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlagKeys(""))
                .withMessage("The base key must not be empty; the usual one is 'features'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlagKeys("a\ud800"))
                .withMessage("The base key must not contain lone surrogates");
    }
}
