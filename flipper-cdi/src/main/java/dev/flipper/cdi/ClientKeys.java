package dev.flipper.cdi;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of one client, and what the configuration says under them. */
final class ClientKeys {

    static final String CLIENTS = FlipperConfig.PREFIX + "client.";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

    private final FlipperConfig config;
    private final String client;
    private final String prefix;

    ClientKeys(FlipperConfig config, String client) {
        this.config = config;
        this.client = client;
        this.prefix = client.equals(FlipperClient.DEFAULT) ? FlipperConfig.PREFIX : CLIENTS + client + ".";
    }

    static boolean isName(String client) {
        return NAME.matcher(client).matches();
    }

    String client() {
        return client;
    }

    /** The key as users write it, of one without the prefix of the client. */
    String full(String key) {
        return prefix + key;
    }

    @Nullable
    String value(String key) {
        return config.value(full(key));
    }

    String source(String key) {
        return config.source(full(key));
    }

    /** What is written under the prefix, without it; of the default client without what belongs to the others. */
    Set<String> written() {
        Set<String> keys = new TreeSet<>();
        for (String key : config.keys()) {
            boolean others = prefix.equals(FlipperConfig.PREFIX) && key.startsWith(CLIENTS);
            if (key.startsWith(prefix) && !others) {
                keys.add(key.substring(prefix.length()));
            }
        }
        return keys;
    }
}
