package dev.flipper.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    enum Mode {
        FAST,
        VERY_SAFE
    }

    private static final Setting<Integer> PORT = Setting.integer("redis.port", 1, 65_535);
    private static final Setting<Duration> TIMEOUT =
            Setting.duration("redis.timeout", Duration.ofMillis(1), Duration.ofDays(30));

    private static void assertWrong(Setting<?> setting, String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.parse(text))
                .withMessage(message)
                .withNoCause();
    }

    @Test
    void aTextIsTakenAsItIs() {
        assertThat(Setting.text("redis.name").parse(" a b ")).isEqualTo(" a b ");
    }

    @Test
    void aNumberIsWhole() {
        assertThat(PORT.parse(" 6379 ")).isEqualTo(6379);
        assertThat(PORT.parse("1")).isEqualTo(1);
        assertThat(PORT.parse("65535")).isEqualTo(65_535);
        for (String wrong : new String[] {"0", "65536", "1.5", "many", "99999999999"}) {
            assertWrong(PORT, wrong, "it has to be a whole number from 1 to 65535");
        }
        assertWrong(Setting.integer("cache.size", 1, Integer.MAX_VALUE), "0", "it has to be a whole number, 1 or more");
    }

    @Test
    void aBooleanIsTrueOrFalse() {
        Setting<Boolean> create = Setting.bool("jpa.create");
        assertThat(create.parse("true")).isTrue();
        assertThat(create.parse("false ")).isFalse();
        assertWrong(create, "yes", "it has to be true or false");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "2s,2000", "15m,900000", "1h,3600000", "7d,604800000", "PT1M30S,90000", "' 1ms',1"})
    void aDurationHasAUnit(String text, long milliseconds) {
        assertThat(TIMEOUT.parse(text)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2 s", "1.5s", "-2s", "0s", "31d", "PT-1S", "2sec", "99999999999999999999s"})
    void whatIsNoDurationOrOutOfRangeIsWrong(String text) {
        assertWrong(TIMEOUT, text, "it has to be a duration from 1ms to 30d, as 500ms, 2s, 15m, 1h, 7d or PT1M30S");
    }

    @Test
    void aRangeIsToldInTheLongestUnitThatFits() {
        assertThat(Durations.format(Duration.ofMinutes(90))).isEqualTo("90m");
        assertThat(Durations.format(Duration.ZERO)).isEqualTo("PT0S");
        assertThat(Durations.format(Duration.ofNanos(1))).isEqualTo("PT0.000000001S");
    }

    @Test
    void oneOfAFewWordsIsAConstant() {
        Setting<Mode> mode = Setting.oneOf("redis.mode", Mode.class);
        assertThat(mode.parse("fast ")).isEqualTo(Mode.FAST);
        assertThat(mode.parse("very-safe")).isEqualTo(Mode.VERY_SAFE);
        assertWrong(mode, "VERY_SAFE", "it has to be one of fast, very-safe");
    }

    @Test
    void aParserOfOnesOwnSaysMore() {
        Setting<URI> uri = Setting.of("redis.uri", "an address as redis://host:6379", URI::create);
        assertThat(uri.parse("redis://host")).isEqualTo(URI.create("redis://host"));
        assertWrong(
                uri,
                "redis://me:secret@my host",
                "it has to be an address as redis://host:6379"
                        + " (Illegal character in authority at index 8: redis://me:***@my host)");
    }

    @Test
    void aParserThatGivesNothingRefuses() {
        assertWrong(Setting.of("redis.x", "something else", text -> null), "a", "it has to be something else");
    }

    @Test
    void aSecretIsNeverShown() {
        Setting<String> password = Setting.<String>of("redis.password", "long", text -> {
                    throw new IllegalArgumentException(text + " is too short");
                })
                .secret();
        assertWrong(password, "hunter2", "it has to be long");
        assertThat(password.shown("hunter2")).isEqualTo("***");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://me:secret@host:6379/0, redis://me:***@host:6379/0",
        "redis://:se/cr@et@host, redis://:***@host",
        "redis:/:secret@host, redis:/:***@host",
        "me:secret@host, me:***@host",
        "'redis://:a@one,redis://:b@two', redis://:***@two",
        "'redis://me@one,redis://:secret@two', 'redis://me@one,redis:***@two'",
        "'redis://me@one:6379,redis://:secret@two', redis://me@one:***@two",
        "'redis://one,redis://:secret@two', 'redis://one,redis:***@two'",
        "redis://me@home:secret@host, redis://me@home:***@host",
        "'redis://me@one:6379,redis://me@two', redis://me@one:***@two",
        "jdbc:postgresql://host/db?user=me&password=secret&ssl=true, jdbc:postgresql://host/db?user=me&password=***&ssl=true",
        "'jdbc:h2:mem:a;USER=me;PASSWORD=secret', jdbc:h2:mem:a;USER=me;PASSWORD=***",
        "jdbc:postgresql://host/db?sslpassword=secret&ssl=true, jdbc:postgresql://host/db?sslpassword=***&ssl=true",
        "'jdbc:sqlserver://host;trustStorePassword=secret;user=me', jdbc:sqlserver://host;trustStorePassword=***;user=me",
        "redis://host:6379, redis://host:6379",
        "redis://me@host, redis://me@host",
        "flags@example.org, flags@example.org"
    })
    void thePasswordInAnAddressIsNotShown(String text, String shown) {
        assertThat(Setting.text("redis.uri").shown(text)).isEqualTo(shown);
    }

    @Test
    void itKnowsWhatItIs() {
        Setting<Integer> required = PORT.required();
        assertThat(PORT.isRequired()).isFalse();
        assertThat(PORT.secret().isRequired()).isFalse();
        assertThat(required.isRequired()).isTrue();
        assertThat(required.secret().isRequired()).isTrue();
        assertThat(PORT.secret().required().shown("1")).isEqualTo("***");
        assertThat(required.key()).isEqualTo("redis.port").isEqualTo(required.toString());
        assertThat(required.expected()).isEqualTo("a whole number from 1 to 65535");
    }

    @Test
    void takesNoNulls() {
        assertThatNullPointerException().isThrownBy(() -> Setting.text(null));
        assertThatNullPointerException().isThrownBy(() -> Setting.of("a", null, text -> text));
        assertThatNullPointerException().isThrownBy(() -> Setting.of("a", "b", null));
    }
}
