package dev.flipper.testsuite.app;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.time.Duration;
import java.util.List;

/** A kind of stores that the application brings along itself. */
public final class TestedStoreProvider implements FeatureFlagStoreProvider {

    private static final Setting<String> NAME = Setting.text("tested.name").required();
    private static final Setting<Duration> TIMEOUT =
            Setting.duration("tested.timeout", Duration.ofMillis(1), Duration.ofMinutes(1));
    private static final Setting<String> PASSWORD = Setting.of(
                    "tested.password", "long enough", TestedStoreProvider::password)
            .secret();
    private static final Setting<Boolean> BROKEN = Setting.bool("tested.broken");

    private static String password(String text) {
        if (text.length() < 8) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    @Override
    public String name() {
        return "tested";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(NAME, TIMEOUT, PASSWORD, BROKEN);
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        if (settings.get(BROKEN).orElse(false)) {
            throw new IllegalStateException("broken on purpose");
        }
        return new LoggedStore(settings.get(NAME).orElseThrow());
    }
}
