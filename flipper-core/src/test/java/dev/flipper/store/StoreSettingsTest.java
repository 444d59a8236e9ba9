package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {

    private static final StoreSetting<Integer> PORT = StoreSetting.integer("redis.port", 1, 65_535);

    @Test
    void aSettingIsLookedUpByItsKey() {
        assertThat(StoreSettings.of(Map.of("redis.port", "6379")).get(PORT)).contains(6379);
        assertThat(StoreSettings.of(Map.of()).get(PORT)).isEmpty();
        assertThat(StoreSettings.of(Map.of("redis.port", "")).get(PORT)).isEmpty();
    }

    @Test
    void aWrongOneNamesKeyValueAndWhatWouldBeRight() {
        StoreSettings settings = StoreSettings.of(Map.of("redis.port", "many"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.get(PORT))
                .withMessage("redis.port=many: it has to be a whole number from 1 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.get(PORT.secret()))
                .withMessage("redis.port=***: it has to be a whole number from 1 to 65535");
    }

    @Test
    void aRequiredOneIsMissed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreSettings.of(Map.of()).get(PORT.required()))
                .withMessage("redis.port is missing: it has to be a whole number from 1 to 65535");
    }

    @Test
    void threadsAreNamedDaemons() {
        Thread thread =
                StoreSettings.of(Map.of()).threadFactory("flipper-redis").newThread(() -> {});
        assertThat(thread.getName()).isEqualTo("flipper-redis");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void valuesAreNotPrinted() {
        assertThat(StoreSettings.of(Map.of("redis.password", "hunter2"))).hasToString("StoreSettings[redis.password]");
    }

    @Test
    void aProviderHasNoSettingsUnlessItSaysSo() {
        assertThat(new MemoryFeatureFlagStoreProvider().settings()).isEmpty();
    }
}
