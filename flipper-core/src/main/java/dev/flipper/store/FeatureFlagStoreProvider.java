package dev.flipper.store;

import dev.flipper.setting.Setting;
import java.util.List;

/**
 * Makes the stores of one kind of settings, so that an application chooses its store by name. Implementations are found
 * with {@link java.util.ServiceLoader}, and made at each deployment: to make one opens nothing.
 */
public interface FeatureFlagStoreProvider {

    /**
     * Gives the name by which settings choose this kind of store, as {@code flipper.store=memory} does.
     *
     * @return the name, lower case, unique among all providers
     */
    String name();

    /**
     * Declares the settings that stores of this kind are made of. They are judged at deployment; keys that are not
     * among them are warned of.
     *
     * @return the settings, whose keys begin with {@link #name} and a dot; none unless overridden
     */
    default List<Setting<?>> settings() {
        return List.of();
    }

    /**
     * Makes a store. A backend that cannot be reached at the moment is no failure: the store tries again.
     *
     * @param settings the settings of the client, of which each is right and none is missing
     * @return a new store, which the caller closes
     * @throws IllegalArgumentException if settings that are right by themselves do not go together; the message names
     *     their keys and what would be right
     */
    FeatureFlagStore open(StoreSettings settings);
}
