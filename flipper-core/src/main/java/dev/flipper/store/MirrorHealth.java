package dev.flipper.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a mirror knows of its connection: since when the copy is stale, when it was synchronised, when to try again.
 * Logs the beginning and the end of each outage. Thread-safe.
 */
final class MirrorHealth {

    private static final Logger LOGGER = System.getLogger(MirroredFeatureFlagStore.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    /** Short, as it is also how late a change made during an outage shows at most after its end. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final String store;
    private final Duration pollInterval;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Backoff afterFailure;
    private final Backoff whileDisconnected;

    private final CountDownLatch firstReading = new CountDownLatch(1);

    private boolean subscribed;
    private boolean notifies;
    private boolean connected;
    private long connections;
    private @Nullable Instant staleSince;
    private @Nullable Instant lastSynchronized;
    private @Nullable Instant readingSince;
    private @Nullable Throwable failure;
    private boolean told;

    /** A reading of everything, and the connection during which it began. */
    record Reading(Instant begun, long connection) {}

    MirrorHealth(String store, Duration pollInterval, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.pollInterval = pollInterval;
        this.clock = clock;
        this.random = random;
        this.afterFailure = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.whileDisconnected = new Backoff(LONGEST_PAUSE, pollInterval, random);
        this.staleSince = clock.instant();
    }

    synchronized boolean isSubscribed() {
        return subscribed;
    }

    /**
     * The store was asked to tell of changes.
     *
     * @param itDoes false if it cannot
     */
    synchronized void subscribed(boolean itDoes) {
        subscribed = true;
        notifies = itDoes;
    }

    synchronized void connected() {
        connected = true;
        connections++;
        whileDisconnected.reset();
    }

    /** Gives the pause until everything is read again, notified or not. */
    synchronized Duration disconnected() {
        connected = false;
        connections++;
        stale();
        return afterFailure.next();
    }

    synchronized Reading readingBegins() {
        Instant now = clock.instant();
        readingSince = now;
        return new Reading(now, connections);
    }

    synchronized void readingEnds() {
        readingSince = null;
    }

    /** Everything has been read. */
    synchronized void synchronizedSince(Reading reading) {
        readingSince = null;
        lastSynchronized = reading.begun();
        afterFailure.reset();
        if (connections == reading.connection() && (connected || !notifies)) {
            recovered();
        }
        firstReading.countDown();
    }

    /** Waits until everything has been read for the first time; false if the given time did not suffice. */
    boolean awaitFirstReading(Duration atMost) throws InterruptedException {
        return firstReading.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized void restored(Instant snapshot) {
        lastSynchronized = snapshot;
        LOGGER.log(
                Level.WARNING,
                "The " + store + " has not been read at the start: flags answer as they were at " + snapshot
                        + " until it is");
    }

    synchronized void startsWithoutFlags() {
        LOGGER.log(
                Level.WARNING,
                "The " + store + " has not been read at the start: flags answer their defaults until it is");
    }

    synchronized @Nullable Instant lastSynchronized() {
        return lastSynchronized;
    }

    /** Gives the pause until the next attempt. */
    synchronized Duration failed(Throwable cause) {
        readingSince = null;
        failure = cause;
        stale();
        if (!told) {
            told = true;
            LOGGER.log(Level.WARNING, outage(), cause);
        }
        return afterFailure.next();
    }

    private void stale() {
        if (staleSince == null) {
            staleSince = clock.instant();
        }
    }

    private String outage() {
        String answers = lastSynchronized == null
                ? "flags answer their defaults"
                : "flags answer as they were read at " + lastSynchronized;
        return "The flags cannot be read from the " + store + ": " + answers
                + " until that succeeds, which is tried again and again";
    }

    private void recovered() {
        if (told && staleSince != null) {
            LOGGER.log(
                    Level.INFO,
                    "All flags have been read from the " + store + ", after "
                            + Duration.between(staleSince, clock.instant()));
        }
        told = false;
        failure = null;
        staleSince = null;
    }

    /** Gives the pause after a reading that succeeded. */
    synchronized Duration pause() {
        return connected || !notifies ? Backoff.jittered(pollInterval, random) : whileDisconnected.next();
    }

    synchronized @Nullable Throwable failure() {
        return failure;
    }

    synchronized MirrorStatus status(int flags) {
        Instant since = staleSince;
        // A store that hangs does not fail, but does not tell anything either.
        if (since == null
                && readingSince != null
                && readingSince.plus(pollInterval).isBefore(clock.instant())) {
            since = readingSince;
        }
        MirrorStatus.State state = since == null ? MirrorStatus.State.CONNECTED : MirrorStatus.State.STALE;
        return new MirrorStatus(state, since, lastSynchronized, flags);
    }
}
