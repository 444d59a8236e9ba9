package dev.flipper.store.thrift;

import dev.flipper.setting.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of {@code flipper.store=thrift}. Each stands for itself. */
final class ThriftSettings {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    static final Setting<String> HOST = Setting.of("thrift.host", ServiceAddress.EXPECTED_HOST, ThriftSettings::host)
            .required();
    static final Setting<Integer> PORT = Setting.integer("thrift.port", 1, ServiceAddress.LARGEST_PORT);
    static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration("thrift.connect-timeout", SHORTEST, LONGEST);
    static final Setting<Duration> TIMEOUT = Setting.duration("thrift.timeout", SHORTEST, LONGEST);
    static final Setting<Integer> POOL_MAX_SIZE = Setting.integer("thrift.pool.max-size", 1, 10_000);
    static final Setting<Duration> POOL_MAX_WAIT = Setting.duration("thrift.pool.max-wait", SHORTEST, LONGEST);
    static final Setting<Duration> POLL_INTERVAL =
            Setting.duration("thrift.poll-interval", SHORTEST, Duration.ofDays(1));
    static final Setting<Integer> MAX_MESSAGE_SIZE =
            Setting.integer("thrift.max-message-size", 1024, Integer.MAX_VALUE);

    static final List<Setting<?>> ALL = List.of(
            HOST, PORT, CONNECT_TIMEOUT, TIMEOUT, POOL_MAX_SIZE, POOL_MAX_WAIT, POLL_INTERVAL, MAX_MESSAGE_SIZE);

    private ThriftSettings() {}

    private static String host(String text) {
        try {
            return ServiceAddress.requireHost(text.strip());
        } catch (IllegalArgumentException e) {
            // What would be right is said by the setting.
            throw new IllegalArgumentException(null, e);
        }
    }
}
