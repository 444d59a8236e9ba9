package dev.flipper;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Logs what goes wrong in checks, each kind of problem once a flag, so that a check that is made a thousand times a
 * second does not flood the log. Thread-safe; a problem that has been told already costs a look-up and nothing else.
 */
final class Problems {

    private static final Logger LOGGER = System.getLogger(FeatureFlagClient.class.getName());

    /** Names of flags may come from outside, and must not fill the memory. */
    private static final int LIMIT = 1000;

    private static final long STORE_INTERVAL_MILLIS = 60_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final String client;
    private final InstantSource clock;
    private final Set<String> noVerdict = ConcurrentHashMap.newKeySet();
    private final Set<String> failedBucketers = ConcurrentHashMap.newKeySet();
    private final Set<String> slots = ConcurrentHashMap.newKeySet();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<String> refusedChanges = ConcurrentHashMap.newKeySet();
    private final Set<String> providers = ConcurrentHashMap.newKeySet();
    private final AtomicLong storeTold = new AtomicLong(NEVER);

    Problems(String client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    void noVerdict(String flag, String detail) {
        // What made the bucketer fail has been told, and more of it.
        if (!failedBucketers.contains(flag) && isNew(flag, noVerdict)) {
            warn("The check of the flag '" + flag + "' came to no verdict: " + detail, null);
        }
    }

    void bucketerFailed(String flag, Throwable failure) {
        if (isNew(flag, failedBucketers)) {
            warn("The bucketer of the flag '" + flag + "' failed, so that its checks come to no verdict", failure);
        }
    }

    void unreadable(String flag, FlagFormatException problem) {
        if (isNew(flag, unreadable)) {
            warn("The flag '" + flag + "' is passed over: " + problem.getMessage(), null);
        }
    }

    void noSlot(String flag, Throwable failure) {
        if (isNew(flag, slots)) {
            warn(
                    "The store failed to look for the flag '" + flag
                            + "' in this process; its checks ask for the flag each time",
                    failure);
        }
    }

    void changeRefused(String flag, String change) {
        if (isNew(flag, refusedChanges)) {
            warn(
                    "The store told of a change of the flag '" + flag + "' that cannot be one, and is not passed on: "
                            + change,
                    null);
        }
    }

    void contextProviderFailed(String provider, Throwable failure) {
        if (isNew(provider, providers)) {
            warn("The context provider " + provider + " failed, so that checks come to no verdict", failure);
        }
    }

    /** Told again once a minute, as a store may fail for some flags only, and for long. */
    void storeFailed(String flag, Throwable failure) {
        long now = millis();
        long last = storeTold.get();
        boolean due = last == NEVER || now - last >= STORE_INTERVAL_MILLIS;
        if (due && storeTold.compareAndSet(last, now)) {
            String when = "The store failed at a check of the flag '" + flag + "', which answers its default value";
            warn(when + "; told at most once a minute", failure);
        }
    }

    /** An application's clock must not hurt a check either. */
    private long millis() {
        try {
            return clock.millis();
        } catch (Throwable e) {
            return System.currentTimeMillis();
        }
    }

    private boolean isNew(String subject, Set<String> told) {
        if (told.contains(subject) || told.size() >= LIMIT || !told.add(subject)) {
            return false;
        }
        if (told.size() == LIMIT) {
            warn("The next problem is the last of its kind that is logged: there are " + LIMIT, null);
        }
        return true;
    }

    private void warn(String message, @Nullable Throwable failure) {
        try {
            LOGGER.log(Level.WARNING, "Client '" + client + "': " + message, failure);
        } catch (Throwable e) {
            // A log handler that fails must not hurt whoever checks a flag; there is nowhere left to tell it.
            return;
        }
    }
}
