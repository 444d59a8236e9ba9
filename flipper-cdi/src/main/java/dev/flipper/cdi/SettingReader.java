package dev.flipper.cdi;

import dev.flipper.setting.Setting;
import java.util.Optional;

/** Reads the settings of one client, and makes a problem of each that is wrong. */
final class SettingReader {

    private final ClientKeys keys;
    private final DeploymentProblems problems;

    SettingReader(ClientKeys keys, DeploymentProblems problems) {
        this.keys = keys;
        this.problems = problems;
    }

    /** Empty if it is not set, or wrong. */
    <T> Optional<T> read(Setting<T> setting) {
        try {
            return value(setting);
        } catch (IllegalArgumentException e) {
            String text =
                    setting.shown(Optional.ofNullable(keys.value(setting.key())).orElse(""));
            problems.add(SettingsMessages.wrongSetting(
                    keys.full(setting.key()), text, keys.source(setting.key()), e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Judges a setting.
     *
     * @param whose the part that has declared it, in words that continue with the client
     */
    void require(Setting<?> setting, String whose) {
        if (setting.isRequired() && keys.value(setting.key()) == null) {
            problems.add(SettingsMessages.missingSetting(
                    keys.full(setting.key()), whose, keys.client(), setting.expected()));
        } else {
            read(setting);
        }
    }

    /** Throws {@code IllegalArgumentException} if it is wrong. */
    <T> Optional<T> value(Setting<T> setting) {
        return Optional.ofNullable(keys.value(setting.key())).map(setting::parse);
    }
}
