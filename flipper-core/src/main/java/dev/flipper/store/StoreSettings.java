package dev.flipper.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** The settings that a store is made of, and what else it gets from those who make it. */
public interface StoreSettings {

    /**
     * Looks a setting up.
     *
     * @param <T> the type of its values
     * @param setting one of those that the {@linkplain FeatureFlagStoreProvider#settings provider declares}
     * @return the value, or empty if it is not set; a required one is never empty
     * @throws IllegalArgumentException if the provider does not declare it, or, where nobody has judged the settings
     *     before, if it is wrong or missing; the message names the key, what was given and what would be right
     */
    <T> Optional<T> get(StoreSetting<T> setting);

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
        return new GivenSettings(Map.copyOf(texts));
    }
}
