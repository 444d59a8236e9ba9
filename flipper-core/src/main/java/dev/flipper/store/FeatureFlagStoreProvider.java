package dev.flipper.store;

/**
 * Makes the stores of one kind of settings, so that an application chooses its store by name. Implementations are found
 * with {@link java.util.ServiceLoader}.
 */
public interface FeatureFlagStoreProvider {

    /**
     * Gives the name by which settings choose this kind of store, as {@code flipper.store=memory} does.
     *
     * @return the name, lower case, unique among all providers
     */
    String name();

    /**
     * Makes a store. A backend that cannot be reached at the moment is no failure.
     *
     * @param settings the settings of the client
     * @return a new store, which the caller closes
     * @throws IllegalArgumentException if a setting is missing or wrong; the message names its key, what was given and
     *     what would be right
     */
    FeatureFlagStore open(StoreSettings settings);
}
