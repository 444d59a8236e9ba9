package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.setting.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {

    @Test
    void aSettingIsLookedUpByItsKey() {
        assertThat(StoreSettings.of(Map.of("map.name", "flags")).get(Setting.text("map.name")))
                .contains("flags");
    }

    @Test
    void threadsAreNamedDaemons() {
        Thread thread =
                StoreSettings.of(Map.of()).threadFactory("flipper-redis").newThread(() -> {});
        assertThat(thread.getName()).isEqualTo("flipper-redis");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void aProviderHasNoSettingsUnlessItSaysSo() {
        assertThat(new MemoryFeatureFlagStoreProvider().settings()).isEmpty();
    }
}
