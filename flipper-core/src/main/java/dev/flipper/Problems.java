package dev.flipper;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs what goes wrong in checks, each problem once, so that a check that is made a thousand times a second does not flood
 * the log. Thread-safe.
 */
final class Problems {

    private static final Logger LOGGER = System.getLogger(FeatureFlagClient.class.getName());

    /** Names of flags may come from outside: when so many problems are known they are forgotten and told again. */
    private static final int LIMIT = 1000;

    private final String client;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile boolean storeFails;

    Problems(String client) {
        this.client = client;
    }

    void evaluation(String flag, String detail) {
        once(flag, "The check of the flag '" + flag + "' came to no verdict: " + detail, null);
    }

    void unreadable(String flag, Throwable problem) {
        once(flag, "The flag '" + flag + "' is passed over: " + problem.getMessage(), null);
    }

    void contextProvider(EvaluationContextProvider provider, Throwable failure) {
        String type = provider.getClass().getName();
        once(type, "The context provider " + type + " failed, so that checks come to no verdict", failure);
    }

    void storeFailed(String flag, Throwable failure) {
        if (!storeFails) {
            storeFails = true;
            log(
                    Level.WARNING,
                    "The store failed at a check of the flag '" + flag
                            + "'; checks answer their default values until it is back",
                    failure);
        }
    }

    void storeAnswered() {
        if (storeFails) {
            storeFails = false;
            log(Level.INFO, "The store answers again", null);
        }
    }

    private void once(String subject, String message, @Nullable Throwable failure) {
        if (told.size() >= LIMIT) {
            told.clear();
        }
        if (told.add(subject + '\n' + message)) {
            log(Level.WARNING, message, failure);
        }
    }

    private void log(Level level, String message, @Nullable Throwable failure) {
        LOGGER.log(level, "Client '" + client + "': " + message, failure);
    }
}
