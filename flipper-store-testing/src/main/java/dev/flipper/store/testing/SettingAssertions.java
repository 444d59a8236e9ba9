package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.setting.Setting;
import java.util.Arrays;
import java.util.Collection;

/** What holds for the settings of every store. */
public final class SettingAssertions {

    private SettingAssertions() {}

    /**
     * Asserts that a setting refuses a value and says what is right.
     *
     * @param settings the settings of a store
     * @param key the whole key of one of them
     * @param wrong what was set
     * @param expected what the message says has to be set
     */
    public static void assertRefuses(
            Collection<? extends Setting<?>> settings, String key, String wrong, String expected) {
        Setting<?> setting = settings.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.parse(wrong))
                .withMessage("it has to be " + expected);
    }

    /**
     * Asserts that all keys begin alike, and that no message shows a secret.
     *
     * @param settings the settings of a store
     * @param prefix how their keys begin, with the dot
     * @param secrets those whose values are nobody's business
     */
    public static void assertKeptApart(
            Collection<? extends Setting<?>> settings, String prefix, Setting<?>... secrets) {
        assertThat(settings).allMatch(setting -> setting.key().startsWith(prefix));
        assertThat(settings.stream().filter(setting -> setting.shown("x").equals("***")))
                .map(Setting::key)
                .containsExactly(Arrays.stream(secrets).map(Setting::key).toArray(String[]::new));
    }
}
