package dev.flipper.store.jpa;

import dev.flipper.store.WatchedListeners;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of a watch: watches the table, and tries again if that fails. Runs in one thread; the other methods are
 * called by any.
 */
final class WatchLoop implements Runnable, AutoCloseable {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_THE_END = TableWatch.LONGEST_WAIT.multipliedBy(3);

    private final WatchedListeners listeners;
    private final WatchSettings settings;
    private final TableWatch watch;

    private final Semaphore reasonsToLook = new Semaphore(0);
    private volatile @Nullable WatchConnection current;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    private boolean held;
    private boolean failureTold;
    private Duration pauseAfterFailure = FIRST_PAUSE;

    WatchLoop(WatchedListeners listeners, WatchSettings settings) {
        this.listeners = listeners;
        this.settings = settings;
        this.watch = new TableWatch(listeners, settings, this::hasEnded, this::holds);
    }

    /** Makes it look after the listeners soon, or at once if it waits. */
    void look() {
        reasonsToLook.release();
    }

    private boolean hasEnded() {
        return closed || Thread.currentThread().isInterrupted();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!hasEnded()) {
                Duration pause = round();
                reasonsToLook.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                reasonsToLook.drainPermits();
            }
        } catch (InterruptedException e) {
            // Whoever gave the thread wants it back.
            Thread.currentThread().interrupt();
        } finally {
            listeners.disconnected();
            ended.countDown();
        }
    }

    /** Listens as long as that goes well, or polls once. Gives the pause until the next time. */
    private Duration round() {
        try {
            settings.preparation().run();
            return watched();
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private Duration watched() throws SQLException {
        try (WatchConnection connection = WatchConnection.open(settings.sources(), settings.timeout())) {
            current = connection;
            return watch.watch(connection);
        } finally {
            current = null;
        }
    }

    /** A watch that ends each time as soon as it has begun is tried more and more seldom, and told once. */
    private void holds() {
        held = true;
        pauseAfterFailure = FIRST_PAUSE;
        if (failureTold) {
            failureTold = false;
            LOGGER.log(Level.INFO, "Changes by others in " + settings.where() + " are told again");
        }
    }

    private Duration failed(Throwable failure) {
        watch.forget();
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
        if (closed) {
            return;
        }
        if (held) {
            held = false;
            LOGGER.log(Level.DEBUG, "Changes by others in " + settings.where() + " are not told", failure);
        } else if (!failureTold) {
            failureTold = true;
            LOGGER.log(
                    Level.WARNING,
                    "Changes by others in " + settings.where() + " are not told, as it cannot be watched: "
                            + SqlFailures.describe(failure) + ". That is tried again and again",
                    failure);
        }
    }

    /**
     * Ends the thread. It sees by itself that it is to end, and gives its connection back in order; one that waits for
     * an answer is cut off after a while, which a pool may complain of.
     */
    @Override
    public void close() {
        closed = true;
        look();
        WatchConnection open = current;
        if (open != null && !hasEndedWithin(PATIENCE_AT_THE_END)) {
            open.abort();
        }
    }

    private boolean hasEndedWithin(Duration patience) {
        try {
            return thread == Thread.currentThread() || ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
