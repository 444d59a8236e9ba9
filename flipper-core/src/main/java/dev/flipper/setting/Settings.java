package dev.flipper.setting;

import java.util.Map;
import java.util.Optional;

/** The values of settings. Immutable and thread-safe. */
public interface Settings {

    /**
     * Looks a setting up.
     *
     * @param <T> the type of its values
     * @param setting one of those that whoever asks has declared
     * @return the value, or empty if it is not set; a required one is never empty
     * @throws IllegalArgumentException if it was not declared, or, where nobody has judged the settings before, if it
     *     is wrong or missing; the message names the key, what was given and what would be right
     */
    <T> Optional<T> get(Setting<T> setting);

    /**
     * Makes settings of texts, for plain Java.
     *
     * @param texts the values by the keys of the settings
     * @return the settings; each is judged when it is looked up
     */
    static Settings of(Map<String, String> texts) {
        return new GivenSettings(Map.copyOf(texts));
    }
}
