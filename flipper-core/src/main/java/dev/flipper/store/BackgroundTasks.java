package dev.flipper.store;

import java.time.Duration;

/** The background work of one store: one task after the other, never two at once. Thread-safe. */
interface BackgroundTasks {

    /** Runs a task as soon as those that are due before it are done. Has no effect after {@link #close}. */
    default void execute(Runnable task) {
        schedule(task, Duration.ZERO);
    }

    /**
     * Runs a task after a while; of two that are due at the same time the earlier one first.
     *
     * @return takes the task back, unless it has begun
     */
    Runnable schedule(Runnable task, Duration delay);

    /** Begins no further task and interrupts the one that runs, without waiting for its end. */
    void close();
}
