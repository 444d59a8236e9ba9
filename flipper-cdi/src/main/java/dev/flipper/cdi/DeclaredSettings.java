package dev.flipper.cdi;

import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import java.util.List;
import java.util.Optional;

/** Settings as one part of Flipper gets them: those that it has declared, and no others. */
final class DeclaredSettings implements Settings {

    private final String owner;
    private final List<Setting<?>> declared;
    private final SettingReader reader;

    DeclaredSettings(String owner, List<Setting<?>> declared, SettingReader reader) {
        this.owner = owner;
        this.declared = declared;
        this.reader = reader;
    }

    @Override
    public <T> Optional<T> get(Setting<T> setting) {
        if (declared.stream().noneMatch(known -> known.key().equals(setting.key()))) {
            throw new IllegalArgumentException(owner + " does not declare its setting " + setting);
        }
        return reader.value(setting);
    }
}
