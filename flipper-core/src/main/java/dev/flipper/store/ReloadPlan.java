package dev.flipper.store;

import java.time.Duration;

/** When a mirror reads everything next. There is one plan at a time, and none while it is carried out. Thread-safe. */
final class ReloadPlan {

    private final BackgroundTasks tasks;
    private final Runnable reload;
    private Runnable withdrawal = () -> {};
    private long number;
    private boolean soon;

    /**
     * Plans nothing yet.
     *
     * @param reload reads everything; calls {@link #begin} and {@link #next}
     */
    ReloadPlan(BackgroundTasks tasks, Runnable reload) {
        this.tasks = tasks;
        this.reload = reload;
    }

    /** As soon as what runs at the moment is over. */
    synchronized void now() {
        plan(Duration.ZERO, true);
    }

    /** After a short pause, unless it is to be soon anyway: who fails again and again must not put it off for ever. */
    synchronized void soon(Duration pause) {
        if (!soon) {
            plan(pause, true);
        }
    }

    /** Whether a reading is planned that need not be waited for. */
    synchronized boolean isSoon() {
        return soon;
    }

    /** Drops the plan that there is, because what is read from now on serves it too. Gives its number for the next. */
    synchronized long begin() {
        drop();
        return number;
    }

    /**
     * Plans the next one, unless somebody has planned it since the beginning: he knows more, as of a new connection.
     *
     * @param failed whether this one has to be repeated
     */
    synchronized void next(long begun, Duration pause, boolean failed) {
        if (number == begun) {
            plan(pause, failed);
        }
    }

    private void plan(Duration pause, boolean isSoon) {
        drop();
        soon = isSoon;
        long planned = number;
        withdrawal = tasks.schedule(() -> carryOut(planned), pause);
    }

    private void drop() {
        withdrawal.run();
        number++;
        soon = false;
    }

    /** What is due already cannot be taken back. */
    private void carryOut(long planned) {
        if (isCurrent(planned)) {
            reload.run();
        }
    }

    private synchronized boolean isCurrent(long planned) {
        return number == planned;
    }
}
