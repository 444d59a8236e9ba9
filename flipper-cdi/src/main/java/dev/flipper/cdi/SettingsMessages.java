package dev.flipper.cdi;

import dev.flipper.FlipperException;
import java.lang.System.Logger.Level;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What is said about settings, stores and clients. */
final class SettingsMessages {

    private SettingsMessages() {}

    // While the application runs.

    static void opened(String client, String store, int declaredFlags) {
        log(
                Level.INFO,
                1,
                "The feature flag client '" + client + "' is open on the store " + store + "; flags declared by"
                        + " settings: " + declaredFlags);
    }

    static void flagNotDeclared(String flag, RuntimeException failure) {
        Messages.log(
                Level.WARNING, 2, "The flag '" + flag + "' that the settings declare could not be created", failure);
    }

    static void unknownKey(String key, String source, String advice) {
        log(Level.WARNING, 10, key + " (from " + source + ") is no setting of Flipper and has no effect" + advice);
    }

    static void withoutCache(String key, String source, String localKey) {
        log(Level.WARNING, 11, key + " (from " + source + ") has no effect without " + localKey + "=cache");
    }

    static void beanWins(String key, String source, String bean) {
        log(
                Level.WARNING,
                12,
                key + " (from " + source + ") has no effect, as the application has a store of its own: " + bean);
    }

    static void flagsNotDeclaredYet(String client, Collection<String> flags, RuntimeException failure) {
        Messages.log(
                Level.WARNING,
                13,
                "Client '" + client + "': the store failed to create flags that the settings declare (" + names(flags)
                        + "); this is tried again until it succeeds",
                failure);
    }

    static void flagsDeclaredNow(String client) {
        log(Level.INFO, 14, "Client '" + client + "': the flags that the settings declare are there now");
    }

    static String tooLate(String client) {
        return Messages.numbered(
                15,
                "The feature flag client '" + client + "' is asked for the first time when the application has ended"
                        + " or failed to start; it is not opened any more");
    }

    static void settingsNotTold(String part, Throwable failure) {
        Messages.log(
                Level.WARNING,
                16,
                part + ", which joins in with each client, failed to tell its settings; it is opened without any",
                failure);
    }

    // Problems of a deployment.

    static String unknownStore(
            String key, String value, String source, String store, Collection<String> known, String advice) {
        return Messages.numbered(
                1001,
                setting(key, value, source) + "there is no store '" + store + "' on the class path. " + advice
                        + "Known are: " + String.join(", ", known));
    }

    static String flagSetting(String key, String value, String source) {
        return Messages.numbered(1002, setting(key, value, source) + "a flag is declared as true or false");
    }

    static String noConfiguration(Throwable failure) {
        return Messages.numbered(
                1014,
                "MicroProfile Config is missing (" + failure + "). Enable it in the server; outside of one"
                        + " add an implementation, io.smallrye.config:smallrye-config for example");
    }

    static String unbalancedQuotes(String key, String value, String source) {
        return Messages.numbered(
                1015,
                setting(key, value, source)
                        + "there is a quote on one side of the flag's name only. In a properties file a space, ':' or '='"
                        + " in a key needs a backslash before it");
    }

    static String wrongFlagName(String key, String source, String problem) {
        return Messages.numbered(1017, key + " (from " + source + "): " + problem);
    }

    static String wrongSetting(String key, String shownValue, String source, @Nullable String expected) {
        return Messages.numbered(1101, setting(key, shownValue, source) + String.valueOf(expected));
    }

    static String missingSetting(String key, String whose, String client, String expected) {
        return Messages.numbered(
                1102,
                key + " is missing: " + whose + " the client '" + client + "' cannot be without it; it has to be "
                        + expected);
    }

    static String brokenProvider(Throwable failure) {
        return Messages.numbered(
                1103,
                "A provider of stores cannot be loaded: " + failure
                        + (failure.getCause() == null ? "" : ", because of " + failure.getCause())
                        + ". Complete its libraries, or take it off the class path");
    }

    static String twoProviders(String name, String one, String other) {
        return Messages.numbered(
                1104,
                "Two providers give the store '" + name + "': " + one + " and " + other
                        + ". Take one of them off the class path");
    }

    static String sameKindTwice(String key, String value, String source, String kind) {
        return Messages.numbered(
                1105,
                setting(key, value, source) + "'" + kind
                        + "' is the store of the client or another replica already, and would have the same settings;"
                        + " a replica has to be of another kind");
    }

    static String declaredTwice(String flag, String one, String other) {
        return Messages.numbered(
                1106, "The flag '" + flag + "' is declared twice, and differently: " + one + " and " + other);
    }

    static String defaultClientKey(String place, String right) {
        return Messages.numbered(1107, place + ": the default client has no name in its keys; write " + right);
    }

    static String clientName(String place, String name) {
        return Messages.numbered(
                1108,
                place + ": '" + name + "' cannot be the name of a client; it has to consist of letters, digits, '-' and"
                        + " '_', without quotes");
    }

    static String unknownClient(String place, String name, @Nullable String nearest) {
        String key = ClientKeys.isName(name) ? ClientKeys.CLIENTS + name + ".store" : "another name, and its settings";
        return Messages.numbered(
                1109,
                place + ": there is no client '" + name + "'"
                        + (nearest == null ? "." : "; did you mean '" + nearest + "'?") + " To have one, set " + key);
    }

    static String handleWithoutFlag(String place) {
        return Messages.numbered(
                1110, "A FeatureFlag is injected " + place + " without its name; add @Flag(\"…\") to say which flag");
    }

    static String severalStoreBeans(String client, String beans) {
        return Messages.numbered(
                1111,
                "The client '" + client + "' has more than one store bean: " + beans
                        + ". Keep one, or make one of them an alternative with a priority");
    }

    static String unresolved(String key, String expressions, String source) {
        return Messages.numbered(
                1112,
                key + " (from " + source + "): " + expressions
                        + " comes to nothing; set what it refers to, or give a default");
    }

    static String cannotOpen(String client, String store, Throwable failure) {
        boolean speaks = failure instanceof IllegalArgumentException || failure instanceof FlipperException;
        return Messages.numbered(
                1113,
                "The feature flag client '" + client + "' cannot be opened on the store " + store + ": "
                        + (speaks ? failure.getMessage() : failure));
    }

    static String circle(String client, String store) {
        return Messages.numbered(
                1114,
                "The feature flag client '" + client + "' on the store " + store + " is asked for while it is being"
                        + " opened: its store, or an EvaluationContextProvider, is made by a bean that injects the"
                        + " client or one of its flags. Let that bean inject an Instance, and call get() later");
    }

    static String storeBeanScope(String client, String bean, String scope) {
        return Messages.numbered(
                1115,
                "The store bean " + bean + " of the client '" + client + "' has the scope @" + scope
                        + ", and does not last as long as the application; make it @ApplicationScoped");
    }

    private static String setting(String key, String shownValue, String source) {
        return key + "=" + shownValue + " (from " + source + "): ";
    }

    private static String names(Collection<String> flags) {
        return "'" + String.join("', '", flags) + "'";
    }

    private static void log(Level level, int number, String message) {
        Messages.log(level, number, message, null);
    }
}
