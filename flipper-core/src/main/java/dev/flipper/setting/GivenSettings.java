package dev.flipper.setting;

import java.util.Map;
import java.util.Optional;

/** Settings from a map. */
record GivenSettings(Map<String, String> texts) implements Settings {

    @Override
    public <T> Optional<T> get(Setting<T> setting) {
        String text = texts.get(setting.key());
        if (text != null && !text.isEmpty()) {
            return Optional.of(parsed(setting, text));
        }
        if (setting.isRequired()) {
            throw new IllegalArgumentException(setting.key() + " is missing: it has to be " + setting.expected());
        }
        return Optional.empty();
    }

    private static <T> T parsed(Setting<T> setting, String text) {
        try {
            return setting.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.key() + "=" + setting.shown(text) + ": " + e.getMessage(), e);
        }
    }

    /** Shows no values, of which some may be secret. */
    @Override
    public String toString() {
        return "Settings" + texts.keySet();
    }
}
