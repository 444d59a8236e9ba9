package dev.flipper.jmx;

import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import java.util.List;

/**
 * What can be adjusted about the beans of a client.
 *
 * @param maxFlags how many flags get a bean of their own
 * @param countChecks whether checks are counted from the start
 */
record JmxSettings(int maxFlags, boolean countChecks) {

    /** Ten thousand beans are registered within a fraction of a second, and are more than anybody looks through. */
    private static final int DEFAULT_MAX_FLAGS = 10_000;

    private static final Setting<Integer> MAX_FLAGS = Setting.integer("jmx.max-flags", 0, Integer.MAX_VALUE);
    private static final Setting<Boolean> COUNT_CHECKS = Setting.bool("jmx.count-checks");

    static List<Setting<?>> declared() {
        return List.of(MAX_FLAGS, COUNT_CHECKS);
    }

    static JmxSettings of(Settings settings) {
        return new JmxSettings(
                settings.get(MAX_FLAGS).orElse(DEFAULT_MAX_FLAGS),
                settings.get(COUNT_CHECKS).orElse(true));
    }

    static String maxFlagsKey() {
        return MAX_FLAGS.key();
    }
}
