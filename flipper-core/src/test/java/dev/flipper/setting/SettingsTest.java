package dev.flipper.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Setting<Integer> PORT = Setting.integer("redis.port", 1, 65_535);

    @Test
    void aSettingIsLookedUpByItsKey() {
        assertThat(Settings.of(Map.of("redis.port", "6379")).get(PORT)).contains(6379);
        assertThat(Settings.of(Map.of()).get(PORT)).isEmpty();
        assertThat(Settings.of(Map.of("redis.port", "")).get(PORT)).isEmpty();
    }

    @Test
    void aWrongOneNamesKeyValueAndWhatWouldBeRight() {
        Settings settings = Settings.of(Map.of("redis.port", "many"));
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
                .isThrownBy(() -> Settings.of(Map.of()).get(PORT.required()))
                .withMessage("redis.port is missing: it has to be a whole number from 1 to 65535");
    }

    @Test
    void valuesAreNotPrinted() {
        assertThat(Settings.of(Map.of("redis.password", "hunter2"))).hasToString("Settings[redis.password]");
    }
}
