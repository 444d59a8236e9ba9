package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressesTest {

    private static final String NOT_REDIS =
            "it does not begin with redis:// or rediss://; a comma in a password has to be percent-encoded";
    private static final String NO_HOST =
            "there has to be a host, and after it at most a port and the number of a database";

    private static String places(RedisAddresses addresses) {
        return addresses.places().stream()
                .map(place -> place.host() + " " + place.port())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "redis://host, false, host null, -, -, -",
                "redis://host:6379, false, host 6379, -, -, -",
                "REDIS://host/, false, host null, -, -, -",
                "rediss://host.example.org:1/15, true, host.example.org 1, -, -, 15",
                "redis://:pw@host, false, host null, -, pw, -",
                "redis://me:pw@my_host/0, false, my_host null, me, pw, 0",
                "redis://me@host, false, host null, me, -, -",
                "redis://me:@host, false, host null, me, '', -",
                "redis://[::1]:6380/2, false, [::1] 6380, -, -, 2",
                "redis://[fe80::1%eth0], false, [fe80::1%eth0] null, -, -, -"
            })
    void anAddressHasParts(String text, boolean tls, String places, String user, String password, Integer database) {
        RedisAddresses addresses = RedisAddresses.parse(text);
        assertThat(addresses.tls()).isEqualTo(tls);
        assertThat(places(addresses)).isEqualTo(places);
        assertThat(addresses.user()).isEqualTo(user);
        assertThat(addresses.password()).isEqualTo(password);
        assertThat(addresses.database()).isEqualTo(database);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://me:a%40b%2Fc%2Cd%25@host, 'a@b/c,d%'",
        "redis://me:a+b%2B@host, a+b+",
        "redis://me:%C3%A4@host, ä",
        "redis://me:a:b@host, a:b",
        "redis://me:a@b/c?d#e@host, a@b/c?d#e"
    })
    void aPasswordIsDecodedAndMayHaveAnyCharacter(String text, String password) {
        RedisAddresses addresses = RedisAddresses.parse(text);
        assertThat(addresses.password()).isEqualTo(password);
        assertThat(addresses.user()).isEqualTo("me");
        assertThat(places(addresses)).isEqualTo("host null");
    }

    @Test
    void aUserIsDecoded() {
        assertThat(RedisAddresses.parse("redis://a%3Ab+:pw@host").user()).isEqualTo("a:b+");
    }

    @Test
    void ofSeveralTheFirstThatHasSomethingSaysIt() {
        RedisAddresses addresses =
                RedisAddresses.parse("redis://a:1, redis://me:pw@b:2/3,redis://:pw@c ,redis://me@d/3");
        assertThat(places(addresses)).isEqualTo("a 1, b 2, c null, d null");
        assertThat(addresses.user()).isEqualTo("me");
        assertThat(addresses.password()).isEqualTo("pw");
        assertThat(addresses.database()).isEqualTo(3);
        assertThat(addresses)
                .hasToString("[Place[host=a, port=1], Place[host=b, port=2],"
                        + " Place[host=c, port=null], Place[host=d, port=null]]");
    }

    @ParameterizedTest
    @CsvSource({
        "'redis://a,rediss://b', some are redis:// and some rediss://",
        "'redis://me:x@a,redis://you:x@b', they name different users",
        "'redis://:x@a,redis://:y@b', they have different passwords",
        "'redis://a/0,redis://b/1', they name different databases"
    })
    void severalMustNotContradictEachOther(String text, String reason) {
        assertWrong(text, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:6379", "http://host", "redis:/host", "redis:host", "unix:///run/redis.sock"})
    void theSchemeIsRedis(String text) {
        assertWrong(text, NOT_REDIS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://",
                "redis://:6379",
                "redis:///1",
                "redis://host:port",
                "redis://host:123456",
                "redis://host/one",
                "redis://host/-1",
                "redis://host/0/1",
                "redis://host/9999999999",
                "redis://host/0?protocol=3",
                "redis://my host",
                "redis://::1",
                "redis://pw@",
                "redis://:secret@"
            })
    void thereIsAHostAndPerhapsAPortAndADatabase(String text) {
        assertWrong(text, NO_HOST);
    }

    @Test
    void aPortIsInRange() {
        assertWrong("redis://host:0", "the port has to be from 1 to 65535");
        assertWrong("redis://host:65536", "the port has to be from 1 to 65535");
        assertThat(places(RedisAddresses.parse("redis://host:65535"))).isEqualTo("host 65535");
    }

    @Test
    void whatStandsBeforeTheAtIsAUserOrAPassword() {
        assertWrong("redis://@host", "there is neither a user nor a password before the @");
        assertWrong("redis://:@host", "there is neither a user nor a password before the @");
    }

    @Test
    void theOneOfSeveralThatIsWrongIsTold() {
        assertWrong("redis://a,redis://b:0", "address 2 of 2: the port has to be from 1 to 65535");
        assertWrong("redis://a,", "address 2 of 2: " + NOT_REDIS);
        assertWrong("redis://:a,b@host", "address 1 of 2: " + NO_HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://me:hunter2%zz@host",
                "redis://me:hunter2%2@host",
                "redis://:hunter2@host:port",
                "redis://one,redis://:hunter2@two words",
                "redis://me@one,redis://:hunter2@two/x",
                "redis://:hunter2@one,redis://:hunter2x@two",
                "redis://:1,hunter2@host",
                "http://:hunter2@host"
            })
    void noMessageShowsAPassword(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSettings.URI.parse(text))
                .withMessageContaining("redis://user:password@host:6379/0")
                .withMessageContaining(" (")
                .withMessageNotContaining("hunter2")
                .withNoCause();
        assertThat(RedisSettings.URI.shown(text)).contains("***").doesNotContain("hunter2");
    }

    @Test
    void aPercentSignThatEncodesNothingIsTold() {
        assertWrong("redis://:100%@host", "a percent sign in a user or a password has to be written as %25");
    }

    private static void assertWrong(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddresses.parse(text))
                .withMessage(reason);
    }
}
