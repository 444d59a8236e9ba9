package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.setting.Setting;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.redis.RedisSettings.Mode;
import dev.flipper.store.testing.SettingAssertions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

class RedisSetupTest {

    private static RedisSetup setup(String uri, String... more) {
        Map<String, String> texts = new HashMap<>();
        texts.put("redis.uri", uri);
        for (int i = 0; i < more.length; i += 2) {
            texts.put("redis." + more[i], more[i + 1]);
        }
        return RedisSetup.of(StoreSettings.of(texts));
    }

    private static void assertWrong(String message, String uri, String... more) {
        assertThatIllegalArgumentException().isThrownBy(() -> setup(uri, more)).withMessage(message);
    }

    @Test
    void theUsualIsOneServerAndTwoSeconds() {
        RedisSetup setup = setup("redis://host");
        assertThat(setup.mode()).isEqualTo(Mode.STANDALONE);
        assertThat(setup.servers()).containsExactly(new HostAndPort("host", 6379));
        assertThat(setup.baseKey()).isEmpty();
        assertThat(setup.scanBatch()).isEmpty();
        assertThat(setup.pollInterval()).isEmpty();
        JedisClientConfig clients = setup.clients().build();
        assertThat(clients.getConnectionTimeoutMillis()).isEqualTo(2000);
        assertThat(clients.getSocketTimeoutMillis()).isEqualTo(2000);
        assertThat(clients.getUser()).isNull();
        assertThat(clients.getPassword()).isNull();
        assertThat(clients.getDatabase()).isZero();
        assertThat(clients.getClientName()).isEqualTo("flipper");
        assertThat(clients.isSsl()).isFalse();
        ConnectionPoolConfig pool = setup.pool();
        assertThat(pool.getJmxEnabled()).isFalse();
        assertThat(pool.getMaxTotal()).isEqualTo(8).isEqualTo(pool.getMaxIdle());
        assertThat(pool.getMinIdle()).isZero();
        assertThat(pool.getBlockWhenExhausted()).isTrue();
        assertThat(pool.getMaxWaitDuration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pool.getEvictorShutdownTimeoutDuration()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void everythingCanBeSet() {
        RedisSetup setup = setup(
                "rediss://me:pw@host:1/3",
                "base-key",
                "stable",
                "scan-batch",
                "7",
                "poll-interval",
                "30s",
                "connect-timeout",
                "100ms",
                "timeout",
                "3s",
                "pool.max-size",
                "4",
                "pool.min-idle",
                "4",
                "pool.max-wait",
                "50ms");
        assertThat(setup.servers()).containsExactly(new HostAndPort("host", 1));
        assertThat(setup.baseKey()).contains("stable");
        assertThat(setup.scanBatch()).contains(7);
        assertThat(setup.pollInterval()).contains(Duration.ofSeconds(30));
        assertThat(setup.connectTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(setup.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(setup.maxWait()).isEqualTo(Duration.ofMillis(50));
        JedisClientConfig clients = setup.clients().build();
        assertThat(clients.getConnectionTimeoutMillis()).isEqualTo(100);
        assertThat(clients.getSocketTimeoutMillis()).isEqualTo(3000);
        assertThat(clients.getUser()).isEqualTo("me");
        assertThat(clients.getPassword()).isEqualTo("pw");
        assertThat(clients.getDatabase()).isEqualTo(3);
        assertThat(clients.isSsl()).isTrue();
        ConnectionPoolConfig pool = setup.pool();
        assertThat(pool.getMaxTotal()).isEqualTo(4);
        assertThat(pool.getMinIdle()).isEqualTo(4);
        assertThat(pool.getMaxWaitDuration()).isEqualTo(Duration.ofMillis(50));
        assertThat(setup("redis://host", "timeout", "9s").maxWait()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void sentinelsHaveTheirOwnPortAndCredentials() {
        RedisSetup setup = setup(
                "rediss://me:pw@a/2,rediss://b:1",
                "mode",
                "sentinel",
                "sentinel-master",
                "stable",
                "sentinel-user",
                "groom",
                "sentinel-password",
                "hay");
        assertThat(setup.mode()).isEqualTo(Mode.SENTINEL);
        assertThat(setup.servers()).containsExactly(new HostAndPort("a", 26_379), new HostAndPort("b", 1));
        assertThat(setup.master()).isEqualTo("stable");
        assertThat(setup("redis://a", "mode", "sentinel").master()).isEqualTo("mymaster");
        JedisClientConfig sentinels = setup.sentinelClients();
        assertThat(sentinels.getUser()).isEqualTo("groom");
        assertThat(sentinels.getPassword()).isEqualTo("hay");
        assertThat(sentinels.getDatabase()).isZero();
        assertThat(sentinels.isSsl()).isTrue();
        JedisClientConfig clients = setup.clients().build();
        assertThat(clients.getUser()).isEqualTo("me");
        assertThat(clients.getPassword()).isEqualTo("pw");
        assertThat(clients.getDatabase()).isEqualTo(2);
    }

    @Test
    void aSentinelPasswordNeedsNoUser() {
        JedisClientConfig sentinels = setup("redis://a", "mode", "sentinel", "sentinel-password", "hay")
                .sentinelClients();
        assertThat(sentinels.getUser()).isNull();
        assertThat(sentinels.getPassword()).isEqualTo("hay");
    }

    @Test
    void whatIsNotInTheAddressIsASettingOfItsOwn() {
        for (RedisSetup setup : new RedisSetup[] {
            setup("redis://host", "user", "me", "password", "pw", "database", "3"),
            setup("redis://me@host", "password", "pw", "database", "3"),
            setup("redis://me:pw@host/3", "user", "me", "password", "pw", "database", "3")
        }) {
            JedisClientConfig clients = setup.clients().build();
            assertThat(clients.getUser()).isEqualTo("me");
            assertThat(clients.getPassword()).isEqualTo("pw");
            assertThat(clients.getDatabase()).isEqualTo(3);
        }
    }

    @Test
    void twoPlacesThatSayDifferentThingsAreTold() {
        assertWrong(
                "redis.user=you and redis.uri say different things: say it in one of them;"
                        + " redis.password=*** and redis.uri say different things: say it in one of them;"
                        + " redis.database=1 and redis.uri say different things: say it in one of them",
                "redis://me:pw@host/0",
                "user",
                "you",
                "password",
                "other",
                "database",
                "1");
    }

    @Test
    void aUserHasAPassword() {
        assertWrong("the user in redis.uri has no password: set redis.password", "redis://secret@host");
        assertWrong("the user me has no password: set redis.password", "redis://host", "user", "me");
        assertWrong(
                "the user me has no password: set redis.sentinel-password",
                "redis://host",
                "mode",
                "sentinel",
                "sentinel-user",
                "me");
        assertThat(setup("redis://me:@host").clients().build().getPassword()).isEmpty();
    }

    @Test
    void settingsOfSentinelsAreForSentinels() {
        assertWrong(
                "redis.sentinel-master is for redis.mode=sentinel only; redis.sentinel-user is for"
                        + " redis.mode=sentinel only; redis.sentinel-password is for redis.mode=sentinel only",
                "redis://host",
                "mode",
                "cluster",
                "sentinel-master",
                "mymaster",
                "sentinel-user",
                "groom",
                "sentinel-password",
                "hay");
    }

    @Test
    void oneServerHasOneAddress() {
        assertWrong(
                "redis.uri has 2 addresses: redis.mode has to be sentinel or cluster, or there has to be one address",
                "redis://a,redis://b");
        assertThat(setup("redis://a,redis://b", "mode", "cluster").servers())
                .containsExactly(new HostAndPort("a", 6379), new HostAndPort("b", 6379));
    }

    @Test
    void aClusterHasOneDatabase() {
        String message = "the database 1 of redis.database or redis.uri does not go with redis.mode=cluster:"
                + " a cluster has only database 0";
        assertWrong(message, "redis://a/1", "mode", "cluster");
        assertWrong(message, "redis://a", "mode", "cluster", "database", "1");
        assertThat(setup("redis://a/0", "mode", "cluster").mode()).isEqualTo(Mode.CLUSTER);
    }

    @Test
    void noMoreAreIdleThanThereAre() {
        assertWrong(
                "redis.pool.min-idle=9 is more than redis.pool.max-size=8: it has to be at most that",
                "redis://a",
                "pool.min-idle",
                "9");
    }

    @ParameterizedTest
    @CsvSource({
        "mode, master, 'one of standalone, sentinel, cluster'",
        "database, -1, 'a whole number, 0 or more'",
        "scan-batch, 0, a whole number from 1 to 10000",
        "scan-batch, 10001, a whole number from 1 to 10000",
        "timeout, 0ms, 'a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'",
        "connect-timeout, 2h, 'a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'",
        "pool.max-size, 0, a whole number from 1 to 10000",
        "pool.min-idle, -1, a whole number from 0 to 10000",
        "pool.max-wait, 0ms, 'a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'",
        "poll-interval, 2d, 'a duration from 1ms to 1d, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'"
    })
    void eachSettingSaysWhatIsRight(String key, String wrong, String expected) {
        SettingAssertions.assertRefuses(RedisSettings.ALL, "redis." + key, wrong, expected);
    }

    @Test
    void aBaseKeyIsWhatRedisCanKeep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSettings.BASE_KEY.parse("\uD800"))
                .withMessage(
                        "it has to be a text that UTF-8 can write (The base key must not contain lone surrogates)");
    }

    @Test
    void onlyTheAddressIsRequiredAndOnlyPasswordsAreSecret() {
        assertThat(RedisSettings.ALL).filteredOn(Setting::isRequired).containsExactly(RedisSettings.URI);
        SettingAssertions.assertKeptApart(
                RedisSettings.ALL, "redis.", RedisSettings.PASSWORD, RedisSettings.SENTINEL_PASSWORD);
    }
}
