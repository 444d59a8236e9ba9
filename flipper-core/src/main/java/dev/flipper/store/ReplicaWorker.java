package dev.flipper.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes what waits for one replica, lane by lane, and decides what a failure means. At first it is taken for an outage:
 * the worker pauses, longer each time, and then tries another flag if there is one. Once anything gets through the
 * outage is over; a flag that fails again after that fails alone: it rests, and the others go on.
 */
final class ReplicaWorker {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    /** If a flag fails so often while others get through, its writes are given up, and its latest state has to do. */
    private static final int ATTEMPTS_ALONE = 5;

    private final ReplicaQueue queue;
    private final ReplicaCourier courier;
    private final ReplicaHealth health;
    private final BackgroundTasks tasks;
    private final RandomGenerator random;
    private final Runnable end;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean paused;
    private volatile boolean abandoned;
    private volatile @Nullable Thread thread;

    // The rest is for the background tasks only, which run one after the other.
    private final Map<ReplicaLane, LaneFailures> failing = new HashMap<>();
    private final Backoff pauses;
    private long pause;
    private long successes;
    private boolean closing;

    /**
     * Takes what belongs together.
     *
     * @param end runs after the last use of the replica, perhaps more than once
     */
    ReplicaWorker(
            ReplicaQueue queue,
            ReplicaCourier courier,
            ReplicaHealth health,
            BackgroundTasks tasks,
            RandomGenerator random,
            Runnable end) {
        this.queue = queue;
        this.courier = courier;
        this.health = health;
        this.tasks = tasks;
        this.random = random;
        this.end = end;
        this.pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    }

    /** Sees to it that what is in the queue gets done. */
    void wake() {
        // A pause that was seen here ends later, and what ends it looks at the queue.
        if (!paused && planned.compareAndSet(false, true)) {
            execute(this::work);
        }
    }

    /** Tries everything now, also what failed before. */
    void hurry() {
        execute(this::tryAll);
    }

    /** Tries everything once more, and then ends; at once, if it gets no thread to do that. */
    void close() {
        boolean begun = execute(() -> {
            closing = true;
            tryAll();
        });
        if (!begun) {
            abandon();
            ended.countDown();
        }
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        return ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Ends now; if the replica holds the worker up, as soon as it lets it go. */
    void abandon() {
        abandoned = true;
        tasks.close();
        if (thread == null) {
            end.run();
        }
    }

    /** Whether the caller is called by the replica, and would wait for itself. */
    boolean isCurrentThread() {
        return Thread.currentThread().equals(thread);
    }

    /** Gives false if there is no thread to run it. */
    private boolean execute(Runnable task) {
        try {
            tasks.execute(task);
            return true;
        } catch (Throwable e) {
            // A server refuses threads when it stops. No writer may suffer from it, or wait for what will not come.
            planned.set(false);
            health.failed(e);
            boolean news = health.away();
            queue.failAll(e);
            if (news) {
                health.warn("is not written to: it gets no thread", e);
            }
            return false;
        }
    }

    private void tryAll() {
        endPause();
        queue.wakeAll();
        work();
    }

    private void work() {
        planned.set(false);
        thread = Thread.currentThread();
        try {
            ReplicaLane lane = next();
            while (lane != null) {
                attempt(lane);
                lane = next();
            }
        } finally {
            thread = null;
        }
        if (closing || abandoned) {
            end.run();
            ended.countDown();
            tasks.close();
        }
    }

    private @Nullable ReplicaLane next() {
        return paused ? null : queue.next();
    }

    private void attempt(ReplicaLane lane) {
        boolean needed;
        try {
            needed = courier.bringFirst(lane);
        } catch (Throwable e) {
            // Errors too: it is tried again, whatever it was.
            failed(lane, e);
            return;
        }
        LaneFailures overcome = failing.remove(lane);
        queue.giveBack(lane);
        if (needed) {
            succeeded(lane, overcome);
        }
    }

    private void succeeded(ReplicaLane lane, @Nullable LaneFailures overcome) {
        successes++;
        Duration away = health.back();
        if (away != null) {
            pauses.reset();
            queue.wakeTried();
            health.inform("is back after " + away + ", and is brought " + queue.size());
        }
        if (overcome != null && overcome.isAlone()) {
            health.inform("takes " + named(lane) + " again");
        }
    }

    private void failed(ReplicaLane lane, Throwable failure) {
        health.failed(failure);
        LaneFailures failures = failing.computeIfAbsent(lane, any -> newFailures());
        boolean wasAlone = failures.isAlone();
        failures.count(successes);
        if (closing || abandoned) {
            queue.giveBackToRest(lane, failure);
        } else if (failures.isAlone()) {
            rest(lane, failures, failure, !wasAlone);
        } else {
            pause(lane, failure);
        }
    }

    private LaneFailures newFailures() {
        return new LaneFailures(new Backoff(FIRST_PAUSE, LONGEST_REST, random));
    }

    private void pause(ReplicaLane lane, Throwable failure) {
        // Before the receipts fail: a writer adds first and then looks whether there is an outage.
        boolean news = health.away();
        queue.giveBackAway(lane, failure);
        paused = true;
        long number = ++pause;
        tasks.schedule(() -> resume(number), pauses.next());
        if (news) {
            health.warn(
                    "is behind: it failed to take " + named(lane) + ". This is tried again until it succeeds", failure);
        }
    }

    private void resume(long number) {
        if (number == pause) {
            endPause();
            work();
        }
    }

    private void endPause() {
        pause++;
        paused = false;
    }

    private void rest(ReplicaLane lane, LaneFailures failures, Throwable failure, boolean news) {
        queue.giveBackToRest(lane, failure);
        long number = failures.beginRest();
        tasks.schedule(() -> endRest(lane, failures, number), failures.nextRest());
        if (news) {
            health.warn(
                    "fails to take " + named(lane) + ", but nothing else. This is tried again until it succeeds",
                    failure);
        }
        int given = failures.timesAlone() < ATTEMPTS_ALONE ? 0 : queue.giveUpWrites(lane, failure);
        if (given > 0) {
            health.warn("does not get " + given + " writes of " + named(lane) + ", but its latest state", failure);
        }
    }

    private void endRest(ReplicaLane lane, LaneFailures failures, long number) {
        if (failures.isRest(number)) {
            queue.wake(lane);
            work();
        }
    }

    private String named(ReplicaLane lane) {
        return lane == queue.comparison() ? "the comparison with the primary" : "the flag '" + lane.flag() + "'";
    }
}
