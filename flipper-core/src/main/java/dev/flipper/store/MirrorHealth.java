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
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final String store;
    private final Duration pollInterval;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Backoff afterFailure;
    private final Backoff whileDisconnected;
    private final Backoff whileNotFollowed;

    private final CountDownLatch firstReading = new CountDownLatch(1);

    /** Until it has said that it cannot. */
    private boolean notifies = true;

    private boolean followed;
    private boolean connected;
    private boolean everRead;
    private boolean closed;
    private long connections;
    private @Nullable Instant staleSince;
    private @Nullable Instant lastSynchronized;
    private @Nullable Instant readingSince;
    private @Nullable Throwable notFollowed;
    private @Nullable FlagFailure flagFailure;
    private boolean flagFailureTold;
    private boolean told;
    /** Volatile, as checks before the first reading look at it. */
    private volatile @Nullable Throwable failure;

    /** A reading of everything, and the connection during which it began. */
    record Reading(Instant begun, long connection) {}

    private record FlagFailure(String flag, Throwable cause) {}

    MirrorHealth(String store, Duration pollInterval, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.pollInterval = pollInterval;
        this.clock = clock;
        this.random = random;
        this.afterFailure = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.whileDisconnected = new Backoff(shorter(LONGEST_PAUSE, pollInterval), pollInterval, random);
        this.whileNotFollowed = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.staleSince = clock.instant();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * The store was asked to tell of changes.
     *
     * @param itDoes false if it cannot
     */
    synchronized void followed(boolean itDoes) {
        notFollowed = null;
        notifies = itDoes;
        followed = itDoes;
    }

    /** Whether the store will say when it tells of changes, and has not yet. */
    synchronized boolean isToConnect() {
        return followed && !connected;
    }

    /** The store failed when it was asked to tell of changes. Gives the pause until it is asked again. */
    synchronized Duration notFollowed(Throwable cause) {
        notFollowed = cause;
        failure = cause;
        return whileNotFollowed.next();
    }

    synchronized void connected() {
        connected = true;
        connections++;
        whileDisconnected.reset();
    }

    /** Tells whether that was not known. */
    synchronized boolean disconnected() {
        boolean news = connected;
        if (news) {
            connected = false;
            stale();
        }
        return news;
    }

    /** The store is not followed any more. */
    synchronized void closed() {
        closed = true;
        stale();
    }

    synchronized Duration pauseAfterFailure() {
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
        everRead = true;
        if (connected || !notifies) {
            recovered(reading);
        } else {
            notToldOfChanges();
        }
        tellOfTheFlag();
    }

    /**
     * Everything has been read, and nothing was found. That is what the store says, so it counts; but rather than that
     * somebody has removed all flags, the store may have been restarted without its data.
     *
     * @param before how many entries there were
     */
    void emptied(int before) {
        LOGGER.log(
                Level.WARNING,
                "The " + store + " has no flags any more, where " + (before == 1 ? "one was" : before + " were")
                        + ": checks answer their defaults. If nobody has removed them the store has lost its data");
    }

    /** What everything came to, when it was read, has been told. */
    void readingIsTold() {
        firstReading.countDown();
    }

    /** Waits until everything has been read for the first time, and told; false if the given time did not suffice. */
    boolean awaitFirstReading(Duration atMost) throws InterruptedException {
        return firstReading.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized void restored(Instant snapshot) {
        if (lastSynchronized == null) {
            lastSynchronized = snapshot;
            LOGGER.log(
                    Level.WARNING,
                    "The " + store + " has not been read at the start: flags answer as they were at " + snapshot
                            + " until it is");
        }
    }

    synchronized void startsWithoutFlags() {
        LOGGER.log(
                Level.WARNING,
                "The " + store + " has not been read at the start: flags answer their defaults until it is");
    }

    /** When this process has last read everything; null if it never has. */
    synchronized @Nullable Instant lastReading() {
        return everRead ? lastSynchronized : null;
    }

    /** Everything could not be read. Gives the pause until the next attempt. */
    synchronized Duration failed(Throwable cause) {
        readingFailed(cause);
        flagFailure = null;
        if (!told) {
            told = true;
            LOGGER.log(Level.WARNING, outage(), cause);
        }
        return afterFailure.next();
    }

    /** One flag could not be read; whether it is an outage shows when all are. Gives the pause until then. */
    synchronized Duration failed(String flag, Throwable cause) {
        readingFailed(cause);
        flagFailure = new FlagFailure(flag, cause);
        return afterFailure.next();
    }

    private void readingFailed(Throwable cause) {
        failure = cause;
        stale();
        readingSince = null;
    }

    private void stale() {
        if (staleSince == null) {
            Instant hanging = hangingSince();
            staleSince = hanging == null ? clock.instant() : hanging;
        }
    }

    /** A store that hangs does not fail, but does not tell anything either. */
    private @Nullable Instant hangingSince() {
        Instant since = readingSince;
        return since != null && since.plus(pollInterval).isBefore(clock.instant()) ? since : null;
    }

    private String outage() {
        String answers = lastSynchronized == null
                ? "flags answer their defaults"
                : "flags answer as they were read at " + lastSynchronized;
        return "The flags cannot be read from the " + store + ": " + answers
                + " until that succeeds, which is tried again and again";
    }

    private void recovered(Reading reading) {
        if (closed || connections != reading.connection()) {
            return;
        }
        flagFailureTold &= !told;
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

    /** A connection that comes back by itself is not worth the operator's time. */
    private void notToldOfChanges() {
        boolean forLong = staleSince != null && !staleSince.plus(pollInterval).isAfter(clock.instant());
        if (!told && (notFollowed != null || forLong)) {
            told = true;
            LOGGER.log(
                    Level.WARNING,
                    "The " + store + " does not tell of changes: all flags are read once in a while instead, until it"
                            + " does",
                    notFollowed);
        }
    }

    private void tellOfTheFlag() {
        if (flagFailure != null) {
            LOGGER.log(
                    flagFailureTold ? Level.DEBUG : Level.WARNING,
                    "The flag '" + flagFailure.flag() + "' cannot be read from the " + store
                            + " by itself: when it has changed all flags are read instead",
                    flagFailure.cause());
            flagFailureTold = true;
            flagFailure = null;
        }
    }

    /** Gives the pause after a reading that succeeded. */
    synchronized Duration pause() {
        return connected || !notifies ? Backoff.jittered(pollInterval, random) : whileDisconnected.next();
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    synchronized StoreStatus status(String kind) {
        Instant since = staleSince == null ? hangingSince() : staleSince;
        StoreStatus.State state = since == null ? StoreStatus.State.CONNECTED : StoreStatus.State.STALE;
        return new StoreStatus(kind, state, since, lastSynchronized);
    }
}
