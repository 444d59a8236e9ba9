package dev.flipper;

import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import java.util.List;

/**
 * Is told of a client's opening and closing: a part that joins in, as the JMX beans do. Implementations are found with
 * {@link java.util.ServiceLoader}, one instance a client, and what they throw is logged and does not hinder the client;
 * others join in by {@link FeatureFlagClient#join}. Of one client the calls come one after the other; they must not
 * wait for threads that join in, leave or close the client.
 */
public interface FeatureFlagClientListener {

    /**
     * Declares the settings by which this part can be adjusted. They are judged at deployment, by an instance that is
     * asked for nothing else; keys that are not among them are warned of.
     *
     * @return the settings, whose keys begin with a name for this part and a dot; none unless overridden
     */
    default List<Setting<?>> settings() {
        return List.of();
    }

    /**
     * Called when a client has been opened, before its opener gets it, or when this part joins in later.
     *
     * @param client the client
     * @param settings the settings that the client was built with
     */
    void opened(FeatureFlagClient client, Settings settings);

    /**
     * Called when a client is being closed, while all its methods can still be called, or when this part leaves.
     *
     * @param client the client
     */
    void closed(FeatureFlagClient client);
}
