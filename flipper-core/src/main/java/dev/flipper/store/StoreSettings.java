package dev.flipper.store;

import java.util.Optional;

/** The settings that a store is made of. */
@FunctionalInterface
public interface StoreSettings {

    /**
     * Looks a setting up.
     *
     * @param key the key without the prefix of the client, for example {@code redis.uri}
     * @return the value, or empty if it is not set
     */
    Optional<String> get(String key);
}
