package dev.flipper.jmx;

import dev.flipper.FeatureFlagClient;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The names of a client's beans. Values are always quoted, so that every name fits and {@link ObjectName#unquote} gives
 * it back.
 *
 * @param application the name of the application; empty: the key is left out
 * @param client the name of the client
 * @param instance tells clients apart that have the same names: the first is 1, which is left out
 */
record BeanNames(String application, String client, int instance) {

    static BeanNames of(FeatureFlagClient client) {
        return new BeanNames(client.application(), client.name(), 1);
    }

    BeanNames next() {
        return new BeanNames(application, client, instance + 1);
    }

    ObjectName forClient() {
        return name("FeatureFlagClient", "name");
    }

    ObjectName forFlag(String flag) {
        return parse(key("FeatureFlag", "client") + ",name=" + ObjectName.quote(flag));
    }

    private ObjectName name(String type, String clientKey) {
        return parse(key(type, clientKey));
    }

    /** In the order in which a console nests its tree. */
    private String key(String type, String clientKey) {
        return "dev.flipper:type=" + type
                + (application.isEmpty() ? "" : ",app=" + ObjectName.quote(application))
                + "," + clientKey + "=" + ObjectName.quote(client)
                + (instance == 1 ? "" : ",instance=" + instance);
    }

    private static ObjectName parse(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("Quoted values cannot be malformed: " + name, e);
        }
    }
}
