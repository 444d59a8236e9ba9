package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that settings make. */
class ThriftFeatureFlagStoreProviderTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("flag", true, Instant.EPOCH, Map.of());

    private final ThriftFeatureFlagStoreProvider provider = new ThriftFeatureFlagStoreProvider();

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(FeatureFlagStoreProvider.class))
                .extracting(FeatureFlagStoreProvider::name)
                .contains("thrift");
    }

    @Test
    void aHostIsAllThatItNeeds() {
        ThriftFeatureFlagStoreBuilder builder = provider.builder(StoreSettings.of(Map.of("thrift.host", "stable")));
        assertThat(builder.address()).hasToString("stable:9090");
        assertThat(builder.limits())
                .isEqualTo(new ServiceLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), 16 * 1024 * 1024));
        assertThat(builder.pollInterval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void settingsSayWhereAndHow() {
        try (ThriftFeatureFlagServer server = ThriftFeatureFlagServer.builder(new MemoryFeatureFlagStore())
                        .port(0)
                        .build()
                        .start();
                FeatureFlagStore store = provider.open(StoreSettings.of(Map.of(
                        "thrift.host",
                        " localhost ",
                        "thrift.port",
                        Integer.toString(server.port()),
                        "thrift.pool.max-size",
                        "1",
                        "thrift.pool.max-wait",
                        "1s")))) {
            assertThat(store.create(FLAG)).isTrue();
            assertThat(store.get("flag")).isEqualTo(FLAG);
        }
        ThriftFeatureFlagStoreBuilder builder = provider.builder(StoreSettings.of(Map.of(
                "thrift.host",
                "::1",
                "thrift.connect-timeout",
                "1ms",
                "thrift.timeout",
                "3s",
                "thrift.poll-interval",
                "1d",
                "thrift.max-message-size",
                "2000")));
        assertThat(builder.address()).hasToString("[::1]:9090");
        assertThat(builder.limits()).isEqualTo(new ServiceLimits(Duration.ofMillis(1), Duration.ofSeconds(3), 2000));
        assertThat(builder.pollInterval()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void theHostIsRequired() {
        assertThat(provider.settings().stream().filter(Setting::isRequired)).containsExactly(ThriftSettings.HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stable:9090", "thrift://stable", "a b", "a,b", "cafe:9090", "horses@stable", "[stable]"})
    void aHostIsAHost(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftSettings.HOST.parse(text))
                .withMessage("it has to be the name or the IP address of a host, without a port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "horses.example.org", "127.0.0.1", "::1", "[2001:db8::1]", "fe80::1%eth0"})
    void aHostMayBeANameOrAnAddress(String text) {
        assertThat(ThriftSettings.HOST.parse(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "thrift.port, 0",
        "thrift.port, 65536",
        "thrift.timeout, 2",
        "thrift.connect-timeout, 2h",
        "thrift.pool.max-size, 0",
        "thrift.pool.max-wait, 0s",
        "thrift.poll-interval, 2d",
        "thrift.max-message-size, 1023"
    })
    void valuesHaveLimits(String key, String text) {
        Setting<?> setting = ThriftSettings.ALL.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> setting.parse(text));
    }

    @Test
    void theBuilderHasTheSameLimits() {
        assertThatIllegalArgumentException().isThrownBy(() -> ThriftFeatureFlagStore.builder("", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftFeatureFlagStore.builder("stable", 0))
                .withMessage("The port must be from 1 to 65535, it is 0");
        ThriftFeatureFlagStoreBuilder builder = ThriftFeatureFlagStore.builder("stable", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ZERO))
                .withMessage("The timeout must be from a millisecond to a day, it is PT0S");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.connectTimeout(Duration.ofDays(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.poolWait(Duration.ofNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pollInterval(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.poolSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxMessageSize(1023));
    }
}
