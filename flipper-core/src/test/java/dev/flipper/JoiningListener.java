package dev.flipper;

import dev.flipper.setting.Settings;
import java.util.Map;

/** Found on the class path by every client of these tests; joins in where a client's name asks for it. */
public final class JoiningListener implements FeatureFlagClientListener {

    static final String CLIENT = "asks others to join in";
    static final String FLAG = "created by who joined in";

    @Override
    public void opened(FeatureFlagClient client, Settings settings) {
        if (client.name().equals(CLIENT)) {
            client.create(FLAG, true, Map.of("application", client.application()));
        }
    }

    @Override
    public void closed(FeatureFlagClient client) {}
}
