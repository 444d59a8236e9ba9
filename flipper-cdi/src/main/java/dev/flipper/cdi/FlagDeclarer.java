package dev.flipper.cdi;

import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Creates the flags that settings declare, where they are absent: from a flag's creation on the store decides. If the
 * store is away, the start waits for one attempt only, and a background thread goes on until the store is back.
 */
final class FlagDeclarer implements AutoCloseable {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String client;
    private final FeatureFlagStore store;
    private final ThreadFactory threads;
    private final Map<String, Boolean> pending;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Duration pause;
    private @Nullable Thread background;

    FlagDeclarer(
            String client, Map<String, Boolean> flags, FeatureFlagStore store, ThreadFactory threads, Duration pause) {
        this.client = client;
        this.pending = new TreeMap<>(flags);
        this.store = store;
        this.threads = threads;
        this.pause = pause;
    }

    /**
     * Returns when all flags are there, or one could not be created; at once in a transaction of the caller's, which
     * the flags must not be a part of.
     */
    void start() {
        if (isInTransaction()) {
            inBackground(this::declareOrGoOn);
        } else {
            declareOrGoOn();
        }
    }

    private boolean isInTransaction() {
        try {
            return store.transaction().isPresent();
        } catch (RuntimeException e) {
            // There is one, and it takes no changes.
            return true;
        }
    }

    private void declareOrGoOn() {
        for (Map.Entry<String, Boolean> flag : new TreeMap<>(pending).entrySet()) {
            RuntimeException failure = declare(flag.getKey(), flag.getValue());
            if (failure instanceof StoreException) {
                SettingsMessages.flagsNotDeclaredYet(client, pending.keySet(), failure);
                inBackground(this::run);
                return;
            }
            if (failure != null) {
                giveUp(flag.getKey(), failure);
            }
        }
    }

    /** Gives what went wrong, or null if the flag exists now. */
    private @Nullable RuntimeException declare(String flag, boolean enabled) {
        try {
            store.create(FlagDefinition.of(flag, enabled, Instant.now(), Map.of()));
            pending.remove(flag);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private void giveUp(String flag, RuntimeException failure) {
        pending.remove(flag);
        SettingsMessages.flagNotDeclared(flag, failure);
    }

    private synchronized void inBackground(Runnable work) {
        Thread thread = threads.newThread(work);
        background = thread;
        thread.start();
    }

    private void run() {
        try {
            while (!attempt()) {
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            // Closed in the middle of a pause, or of a call.
            Thread.currentThread().interrupt();
        }
    }

    /** Tries all, and tells whether none is left. */
    private boolean attempt() {
        int wanted = pending.size();
        Map<String, RuntimeException> failures = declareAll();
        boolean there = failures.size() < wanted;
        if (there) {
            // It may have come back in between; what it refuses once more, it will not take later either.
            failures = declareAll();
        }
        failures.forEach((flag, failure) -> {
            if (there || !(failure instanceof StoreException)) {
                giveUp(flag, failure);
            }
        });
        if (failures.isEmpty()) {
            SettingsMessages.flagsDeclaredNow(client);
        }
        return pending.isEmpty();
    }

    private Map<String, RuntimeException> declareAll() {
        Map<String, RuntimeException> failures = new TreeMap<>();
        new TreeMap<>(pending).forEach((flag, enabled) -> {
            RuntimeException failure = declare(flag, enabled);
            if (failure != null) {
                failures.put(flag, failure);
            }
        });
        return failures;
    }

    /** Ends the background work; does not wait for a call that hangs in the store. */
    @Override
    public synchronized void close() {
        closed.countDown();
        if (background != null) {
            background.interrupt();
        }
    }
}
