package dev.flipper.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the extension logs and complains of. Each message has a number by which it can be looked up. */
final class Messages {

    private static final Logger LOGGER = System.getLogger("dev.flipper.cdi");

    private Messages() {}

    static String emptyFlagName(String place) {
        return numbered(1003, place + " names no flag: the value must not be empty");
    }

    static String notAHandle(String place, String type) {
        boolean frozen = type.equals("boolean") || type.equals(Boolean.class.getName());
        String why = frozen ? ", which would keep for ever what the flag was at the injection" : "";
        return numbered(
                1004,
                place + " is of the type " + type + why
                        + ": make it a dev.flipper.FeatureFlag and ask its isEnabled()");
    }

    static String problems(Collection<String> messages) {
        String count = messages.size() == 1 ? "a problem" : messages.size() + " problems";
        return "Flipper found " + count + " in the deployment:\n  " + String.join("\n  ", messages);
    }

    static void log(Level level, int number, String message, @Nullable Throwable failure) {
        LOGGER.log(level, numbered(number, message), failure);
    }

    static String numbered(int number, String message) {
        return String.format(Locale.ROOT, "FLIPPER-%04d: %s", number, message);
    }
}
