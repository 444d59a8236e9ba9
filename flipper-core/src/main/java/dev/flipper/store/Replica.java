package dev.flipper.store;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One replica, with what waits for it and the work that is done for it in the background. Thread-safe. */
final class Replica {

    private final int number;
    private final FeatureFlagStore store;
    private final String words;
    private final ReplicaQueue queue;
    private final ReplicaHealth health;
    private final ReplicaWorker worker;
    private final AtomicBoolean storeClosed = new AtomicBoolean();

    Replica(
            int number,
            FeatureFlagStore store,
            PrimarySource source,
            int capacity,
            BackgroundTasks tasks,
            InstantSource clock,
            RandomGenerator random) {
        this.number = number;
        this.store = store;
        this.words = store.toString();
        this.queue = new ReplicaQueue(capacity);
        this.health = new ReplicaHealth(toString(), clock);
        ReplicaCourier courier = new ReplicaCourier(source, store, queue);
        this.worker = new ReplicaWorker(queue, courier, health, tasks, random, this::end);
    }

    /**
     * Passes a write on, under its flag's lock.
     *
     * @return what a writer may wait for; null if there is nothing that will come soon
     */
    @Nullable
    Receipt send(String flag, @Nullable FlagDefinition state) {
        Receipt receipt = queue.add(flag, state);
        if (receipt == null) {
            health.warn("is closed already, and does not get a write of the flag '" + flag + "'", null);
            return null;
        }
        if (queue.beginsToOverflow()) {
            health.warn(
                    "has as many writes waiting as there may be; until they are done it gets the latest state of"
                            + " further flags instead of their writes one by one",
                    null);
        }
        worker.wake();
        return health.awaySince() == null && !queue.isResting(flag) ? receipt : null;
    }

    /** Has a flag copied as the primary has it then. */
    void mark(String flag) {
        queue.mark(flag);
        worker.wake();
    }

    /** Has all flags copied. */
    Receipt resync() {
        Receipt receipt = queue.markComparison();
        worker.hurry();
        return receipt;
    }

    boolean isWorking() {
        return worker.isCurrentThread();
    }

    ReplicaStatus status() {
        ReplicaQueue.Size size = queue.size();
        Throwable last = health.lastFailure();
        return new ReplicaStatus(
                number,
                words,
                health.awaySince(),
                health.failures(),
                last == null ? null : last.toString(),
                size.writes(),
                size.copies());
    }

    /** Begins to bring what waits, each flag once more, and then closes the store. */
    void beginToClose() {
        worker.close();
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        return worker.awaitEnd(nanos);
    }

    /** Gives up what waits; the store is closed as soon as no call of it is under way. */
    void abandon() {
        giveUp();
        worker.abandon();
    }

    private void end() {
        giveUp();
        if (storeClosed.compareAndSet(false, true)) {
            try {
                store.close();
            } catch (Throwable e) {
                // Nobody waits for the outcome, and the other stores have to be closed too.
                health.warn("failed to close", e);
            }
        }
    }

    private void giveUp() {
        ReplicaQueue.Size left = queue.close();
        if (!left.isEmpty()) {
            health.warn("is closed without " + left, health.lastFailure());
        }
    }

    @Override
    public String toString() {
        return "Replica " + number + " (" + words + ")";
    }
}
