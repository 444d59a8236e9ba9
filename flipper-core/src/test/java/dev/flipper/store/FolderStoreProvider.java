package dev.flipper.store;

import dev.flipper.setting.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes stores of two kinds that a process leaves behind for another one; they differ by their names only. */
public abstract class FolderStoreProvider implements FeatureFlagStoreProvider {

    private final String name;
    private final Setting<String> folder;
    private final Setting<Integer> longestName;
    private final Setting<Duration> timeout;
    private final Setting<String> user;
    private final Setting<String> password;

    private FolderStoreProvider(String name) {
        this.name = name;
        folder = Setting.text(name + ".folder").required();
        longestName = Setting.integer(name + ".longest-name", 1, 255);
        timeout = Setting.duration(name + ".timeout", Duration.ofMillis(1), Duration.ofHours(1));
        user = Setting.text(name + ".user");
        password = Setting.<String>of(name + ".password", "a word of eight letters or more", FolderStoreProvider::word)
                .secret();
    }

    private static String word(String text) {
        if (text.length() < 8) {
            throw new IllegalArgumentException("short: " + text);
        }
        return text;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(folder, longestName, timeout, user, password);
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        if (settings.get(user).isPresent() && settings.get(password).isEmpty()) {
            throw new IllegalArgumentException(user + " needs " + password);
        }
        return new FolderStore(
                Path.of(settings.get(folder).orElseThrow()),
                settings.get(longestName).orElse(255));
    }

    public static final class Stable extends FolderStoreProvider {
        public Stable() {
            super("stable");
        }
    }

    public static final class Meadow extends FolderStoreProvider {
        public Meadow() {
            super("meadow");
        }
    }
}
