package dev.flipper.store.consul;

import dev.flipper.setting.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of {@code flipper.store=consul}, each by itself. */
final class ConsulSettings {

    static final Setting<ConsulAddress> URI = Setting.of("consul.uri", ConsulAddress.EXPECTED, ConsulAddress::parse);
    static final Setting<FlagKeys> BASE_KEY = Setting.of("consul.base-key", FlagKeys.EXPECTED, FlagKeys::new);
    static final Setting<String> TOKEN = Setting.of(
                    "consul.token", "the secret ID of a token", text -> visible(text.strip()))
            .secret();
    static final Setting<String> DATACENTER =
            Setting.of("consul.datacenter", "the name of a datacenter", text -> visible(text.strip()));

    static final Setting<Duration> TIMEOUT = Setting.duration(
            "consul.timeout",
            ConsulFeatureFlagStoreBuilder.SHORTEST_TIMEOUT,
            ConsulFeatureFlagStoreBuilder.LONGEST_TIMEOUT);
    static final Setting<Duration> WAIT = Setting.duration(
            "consul.wait", ConsulFeatureFlagStoreBuilder.SHORTEST_WAIT, ConsulFeatureFlagStoreBuilder.LONGEST_WAIT);

    static final Setting<Path> TRUST_STORE = file("consul.tls.trust-store");
    static final Setting<String> TRUST_STORE_PASSWORD =
            Setting.text("consul.tls.trust-store-password").secret();
    static final Setting<Path> KEY_STORE = file("consul.tls.key-store");
    static final Setting<String> KEY_STORE_PASSWORD =
            Setting.text("consul.tls.key-store-password").secret();

    static final List<Setting<?>> ALL = List.of(
            URI,
            BASE_KEY,
            TOKEN,
            DATACENTER,
            TIMEOUT,
            WAIT,
            TRUST_STORE,
            TRUST_STORE_PASSWORD,
            KEY_STORE,
            KEY_STORE_PASSWORD);

    private ConsulSettings() {}

    private static Setting<Path> file(String key) {
        return Setting.of(key, "the path of a file", Path::of);
    }

    /** Lets through what can stand in a header and an address. */
    static String visible(String text) {
        if (text.isEmpty() || !text.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("it must have visible characters of ASCII only, and at least one");
        }
        return text;
    }
}
