package dev.flipper.store.redis;

import dev.flipper.store.WatchedListeners;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of a watch: sees to it that all servers are watched, tells the listeners whether they are connected, and
 * tries again if that fails. Runs in one thread; the other methods are called by any.
 */
final class WatchLoop implements Runnable, AutoCloseable {

    private static final Logger LOGGER = System.getLogger(RedisFeatureFlagStore.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(50);

    private final WatchedListeners listeners;
    private final WatchedServers servers;
    private final Supplier<String> where;
    private final Duration heartbeat;
    private final Duration pollInterval;

    private final Semaphore reasonsToLook = new Semaphore(0);
    private volatile boolean anythingMayHaveChanged;
    private volatile boolean closed;

    private boolean connected;
    private boolean held;
    private long allTold;
    private boolean failureTold;
    private Duration pauseAfterFailure = FIRST_PAUSE;

    WatchLoop(
            WatchedListeners listeners,
            RedisServers servers,
            FlagKeys keys,
            Duration timeout,
            Duration pollInterval,
            ThreadFactory threads) {
        this.listeners = listeners;
        this.servers = new WatchedServers(servers, keys, timeout, pollInterval, threads, this::changed, this::look);
        this.where = servers::where;
        Duration half = timeout.dividedBy(2);
        this.heartbeat = half.compareTo(SHORTEST_HEARTBEAT) < 0 ? SHORTEST_HEARTBEAT : half;
        this.pollInterval = pollInterval;
    }

    private void changed(@Nullable String flag) {
        if (flag == null) {
            anythingMayHaveChanged = true;
            look();
        } else {
            listeners.changed(flag);
        }
    }

    /** Makes it look after the servers and the listeners at once. */
    void look() {
        reasonsToLook.release();
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                Duration pause = lookAfterAll();
                reasonsToLook.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                reasonsToLook.drainPermits();
            }
        } catch (InterruptedException e) {
            // Whoever gave the thread wants it back.
            Thread.currentThread().interrupt();
        } finally {
            servers.close();
            listeners.disconnected();
        }
    }

    /** Gives the pause until the next time. */
    private Duration lookAfterAll() {
        try {
            boolean missedSome = servers.refresh();
            connected(missedSome);
            return servers.areIncomplete() && pollInterval.compareTo(heartbeat) < 0 ? pollInterval : heartbeat;
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private void connected(boolean missedSome) {
        boolean tellAll = missedSome || !connected || anythingMayHaveChanged || isTimeToReadAll();
        if (tellAll) {
            // Before it is told, so that what comes meanwhile is told once more.
            anythingMayHaveChanged = false;
        }
        connected = true;
        if (!missedSome) {
            holds();
        }
        if (tellAll) {
            allTold = System.nanoTime();
            listeners.connected();
        } else {
            listeners.connectedIfNot();
        }
    }

    /**
     * What has changed on a server that does not tell everything is not found out here: what is the same as before may
     * have been something else in between, which a listener has read.
     */
    private boolean isTimeToReadAll() {
        return servers.areIncomplete() && System.nanoTime() - allTold >= pollInterval.toNanos();
    }

    /** A watch that ends each time as soon as it has begun is tried more and more seldom, and told once. */
    private void holds() {
        held = true;
        pauseAfterFailure = FIRST_PAUSE;
        if (failureTold) {
            failureTold = false;
            LOGGER.log(Level.INFO, "Redis at " + where.get() + " tells of changes again");
        }
    }

    private Duration failed(Throwable failure) {
        connected = false;
        servers.forgetRefusals();
        tell(failure);
        listeners.disconnected();
        Duration pause = pauseAfterFailure
                .multipliedBy(50 + ThreadLocalRandom.current().nextInt(51))
                .dividedBy(100);
        Duration twice = pauseAfterFailure.multipliedBy(2);
        pauseAfterFailure = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        // What has failed is no reason to look at once. Being closed is, and is known before it is one.
        reasonsToLook.drainPermits();
        return closed ? Duration.ZERO : pause;
    }

    /** A connection that is lost and comes back at once is not worth the operator's time; nor is why it was lost. */
    private void tell(Throwable failure) {
        if (held) {
            held = false;
            LOGGER.log(Level.DEBUG, "Redis at " + where.get() + " does not tell of changes at the moment", failure);
        } else if (!failureTold && !closed) {
            failureTold = true;
            LOGGER.log(
                    Level.WARNING,
                    "Redis at " + where.get() + " cannot be listened to: changes by others are not told until that"
                            + " succeeds, which is tried again and again",
                    failure);
        }
    }

    /** Ends the thread; at once, unless it waits for Redis, which it does not for long. */
    @Override
    public void close() {
        closed = true;
        servers.close();
        look();
    }
}
