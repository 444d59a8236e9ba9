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

    static void opened(String client, String store, int declaredFlags) {
        log(
                Level.INFO,
                1,
                "The feature flag client '" + client + "' is open on the store '" + store + "'; flags declared by"
                        + " settings: " + declaredFlags,
                null);
    }

    static void flagNotDeclared(String flag, RuntimeException failure) {
        log(Level.WARNING, 2, "The flag '" + flag + "' that the settings declare could not be created", failure);
    }

    static String unknownStore(String key, String value, String source, String known) {
        return numbered(
                1001,
                key + "=" + value + " (from " + source + "): there is no store '" + value
                        + "' on the class path. Known are: " + known);
    }

    static String flagSetting(String key, String value, String source) {
        return numbered(1002, key + "=" + value + " (from " + source + "): a flag is declared as true or false");
    }

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

    static String noConfiguration(Throwable failure) {
        return numbered(
                1014,
                "MicroProfile Config is missing (" + failure + "). Enable it in the server; outside of one"
                        + " add an implementation, io.smallrye.config:smallrye-config for example");
    }

    static String unbalancedQuotes(String key, String value, String source) {
        return numbered(
                1015,
                key + "=" + value + " (from " + source + "): there is a quote on one side of the flag's name"
                        + " only. In a properties file a space, ':' or '=' in a key needs a backslash before it");
    }

    static String wrongFlagName(String key, String source, String problem) {
        return numbered(1017, key + " (from " + source + "): " + problem);
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
