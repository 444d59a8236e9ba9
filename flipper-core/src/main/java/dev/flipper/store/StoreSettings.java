package dev.flipper.store;

import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** The settings that a store is made of, and what else it gets from those who make it. */
public interface StoreSettings extends Settings {

    /**
     * Gives what makes the threads that a store works in.
     *
     * @param name the name of the threads
     * @return makes daemon threads; in a server, threads that know the application
     */
    default ThreadFactory threadFactory(String name) {
        return BackgroundThread.daemons(name);
    }

    /**
     * Makes settings of texts: for tests of a provider, and for plain Java.
     *
     * @param texts the values by the keys of the settings
     * @return the settings; each is judged when it is looked up
     */
    static StoreSettings of(Map<String, String> texts) {
        Settings given = Settings.of(texts);
        return new StoreSettings() {
            @Override
            public <T> Optional<T> get(Setting<T> setting) {
                return given.get(setting);
            }
        };
    }
}
