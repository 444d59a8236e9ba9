package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import dev.flipper.FeatureFlagClientListener;
import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import java.util.List;

/** Joins in with every client of these tests, and says what it was told where a setting asks for it. */
public final class LoudListener implements FeatureFlagClientListener {

    private static final Setting<Integer> VOLUME = Setting.integer("loud.volume", 0, 11);

    @Override
    public List<Setting<?>> settings() {
        return List.of(VOLUME);
    }

    @Override
    public void opened(FeatureFlagClient client, Settings settings) {
        settings.get(VOLUME).ifPresent(volume -> client.create(client.name() + " at " + volume));
    }

    @Override
    public void closed(FeatureFlagClient client) {}
}
