package dev.flipper.store;

import dev.flipper.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners of a store what changes in its backend, for stores whose backend tells of changes over a
 * connection that can be lost, or is looked at once in a while. It keeps the protocol of {@link StoreListener}; what is
 * to be done with the backend itself is up to a {@link Backend}.
 *
 * <p>It begins with the first listener, in a thread of its own, which goes round after round until the watch is closed.
 * While nobody listens no round begins, and what comes next is as at the beginning. A round that fails is tried again
 * after a pause, of at most 50 ms at first and a second later on. Meanwhile the listeners are not connected. An outage
 * is logged once when it is sure, as a warning, and once when it is over; a connection that is lost and comes back at
 * once is not. If its thread is interrupted the watch ends for good, which is logged too.
 *
 * <p>A listener that throws is logged, and hinders neither the others nor the change. Thread-safe; no lock is held
 * while listeners are told.
 */
public final class ChangeWatch implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration UNTIL_SOMEBODY_LISTENS = Duration.ofDays(1);

    private final Backend backend;
    private final Logger logger;
    private final ThreadFactory threads;
    private final WatchedListeners listeners;

    private final Semaphore reasonsToLook = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    private final Backoff pauses = new Backoff(
            FIRST_PAUSE, LONGEST_PAUSE, () -> ThreadLocalRandom.current().nextLong());
    private boolean held;
    private boolean failureTold;

    /** What is watched. Its methods are called by the watch's thread, unless they say otherwise. */
    public interface Backend {

        /**
         * Watches for one round, as long as it likes, and tells the watch what it finds: {@link #connected} as soon as
         * all that changes from then on will be told, {@link #changed} for each flag, and {@link #holds} when it is
         * sure that it works. A round that is long asks now and then whether it {@linkplain #isEnding is to end}, and
         * calls {@link #connectedIfNot} for listeners that have come meanwhile.
         *
         * @param watch the watch
         * @return the pause until the next round, which {@link #look} ends early
         * @throws Exception if it fails; the listeners are told that they are not connected, and it is tried again
         */
        Duration watch(ChangeWatch watch) throws Exception;

        /**
         * Forgets what it knows of the backend: a round has failed, nobody has listened for a while, or the watch ends,
         * and from here on something may be missed.
         */
        default void failed() {}

        /**
         * Ends what it waits for and what it holds. Called by whoever closes the watch, if the watch has not ended by
         * itself within the {@linkplain #graceAtTheEnd grace}, and in any case by the watch's thread at its end.
         */
        default void end() {}

        /**
         * Tells how long a round takes to see that it is to end. Called by any thread.
         *
         * @return the time; zero unless overridden
         */
        default Duration graceAtTheEnd() {
            return Duration.ZERO;
        }

        /**
         * Names the backend, for the log: "Changes by others in … are not told". Called by any thread.
         *
         * @return what it is and where it is, without anything secret
         */
        String place();

        /**
         * Says in a line why a round has failed, for the log.
         *
         * @param failure what it has thrown
         * @return the reason; the exception's own message unless overridden
         */
        default String describe(Throwable failure) {
            return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        }
    }

    /**
     * Makes a watch, which has not begun.
     *
     * @param backend what is watched
     * @param logger logs outages and listeners that throw, best the one of the store's name
     * @param threads makes the thread
     */
    public ChangeWatch(Backend backend, Logger logger, ThreadFactory threads) {
        this.backend = Objects.requireNonNull(backend, "backend");
        this.logger = Objects.requireNonNull(logger, "logger");
        this.threads = Objects.requireNonNull(threads, "threads");
        this.listeners = new WatchedListeners(logger);
    }

    /**
     * Adds a listener, who is told as soon as he is connected. After the watch has been closed that is never.
     *
     * @param listener the listener; one that is added twice is told twice
     * @return ends it when it is closed
     */
    public Subscription subscribe(StoreListener listener) {
        Subscription subscription = listeners.add(listener);
        try {
            begin();
        } catch (Throwable e) {
            subscription.close();
            throw e;
        }
        look();
        return subscription;
    }

    private synchronized void begin() {
        if (thread == null && !closed) {
            Thread made = Objects.requireNonNull(threads.newThread(this::run), "the thread that the factory made");
            thread = made;
            boolean started = false;
            try {
                made.start();
                started = true;
            } finally {
                thread = started ? made : null;
            }
        }
    }

    /** Lets the next round begin without a pause. To be called by any thread. */
    public void look() {
        reasonsToLook.release();
    }

    /**
     * Tells whether the watch is to end: it has been closed, or its thread was interrupted.
     *
     * @return whether a round should return
     */
    public boolean isEnding() {
        return closed
                || (Thread.currentThread() == thread && Thread.currentThread().isInterrupted());
    }

    /**
     * Tells all listeners that they are connected: from now on each change will be told by {@link #changed}. Once more,
     * if nobody knows what has changed. What changes while a listener is being told so is told after it. To be called
     * by a round.
     */
    public void connected() {
        listeners.connected();
    }

    /** Tells listeners that they are connected who do not know it yet. To be called by a round. */
    public void connectedIfNot() {
        listeners.connectedIfNot();
    }

    /**
     * Tells those who are connected that a flag may have changed. To be called by a round, and by a store of its own
     * changes, if the backend tells of them late or not in order.
     *
     * @param flag the name of the flag
     */
    public void changed(String flag) {
        listeners.changed(flag);
    }

    /**
     * Says that the watch works: an outage is over, and the next one is logged. To be called by a round, and not before
     * it has heard from the backend: a watch that ends each time as soon as it has begun is tried more and more seldom.
     */
    public void holds() {
        held = true;
        pauses.reset();
        if (failureTold) {
            failureTold = false;
            logger.log(Level.INFO, "Changes by others in " + backend.place() + " are told again");
        }
    }

    private void run() {
        try {
            while (!isEnding()) {
                Duration pause = listeners.isEmpty() ? rest() : round();
                reasonsToLook.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                reasonsToLook.drainPermits();
            }
        } catch (InterruptedException e) {
            // Whoever gave the thread wants it back.
            Thread.currentThread().interrupt();
        } finally {
            tellInterruption();
            ended();
        }
    }

    private Duration rest() {
        backend.failed();
        return UNTIL_SOMEBODY_LISTENS;
    }

    private void ended() {
        try {
            backend.failed();
            backend.end();
        } finally {
            listeners.disconnected();
        }
    }

    private void tellInterruption() {
        if (!closed) {
            logger.log(
                    Level.WARNING,
                    "Changes by others in " + backend.place() + " are not told any more, as the thread was interrupted"
                            + " that watched it");
        }
    }

    private Duration round() throws InterruptedException {
        try {
            return backend.watch(this);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private Duration failed(Throwable failure) {
        backend.failed();
        tell(failure);
        listeners.disconnected();
        // What has failed is no reason to look at once. Being closed is, and is known before it is one.
        reasonsToLook.drainPermits();
        return closed ? Duration.ZERO : pauses.next();
    }

    /** A connection that is lost and comes back at once is not worth the operator's time; nor is why it was lost. */
    private void tell(Throwable failure) {
        if (closed) {
            return;
        }
        if (held) {
            held = false;
            logger.log(Level.DEBUG, "Changes by others in " + backend.place() + " are not told", failure);
        } else if (!failureTold) {
            failureTold = true;
            logger.log(
                    Level.WARNING,
                    "Changes by others in " + backend.place() + " are not told, as it cannot be watched: "
                            + backend.describe(failure) + ". That is tried again and again",
                    failure);
        }
    }

    /** Ends the watch and its thread; listeners are told that they are not connected any more. */
    @Override
    public void close() {
        Thread watching = end();
        look();
        if (watching != null && !hasEndedWithin(watching, backend.graceAtTheEnd())) {
            backend.end();
        }
    }

    /** Gives the thread, if there is one. */
    private synchronized @Nullable Thread end() {
        closed = true;
        return thread;
    }

    private static boolean hasEndedWithin(Thread watching, Duration grace) {
        try {
            long millis = grace.toMillis();
            if (watching != Thread.currentThread() && millis > 0) {
                watching.join(millis);
            }
            return watching == Thread.currentThread() || !watching.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
