package dev.flipper.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Background tasks that run in the test's thread, when the test says so, and the clock that goes with them: no test has
 * to wait.
 */
final class ManualTasks implements BackgroundTasks, InstantSource {

    private final Queue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private Instant now = Instant.EPOCH;
    private long count;
    private boolean closed;

    private record Task(Instant due, long number, Runnable work) {}

    @Override
    public synchronized Runnable schedule(Runnable work, Duration delay) {
        Task task = new Task(now.plus(delay), count++, work);
        if (!closed) {
            tasks.add(task);
        }
        return () -> withdraw(task);
    }

    private synchronized void withdraw(Task task) {
        tasks.remove(task);
    }

    @Override
    public synchronized void close() {
        closed = true;
        tasks.clear();
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Runs all tasks that are due, and those that they make due, in the calling thread. */
    void runDue() {
        advance(Duration.ZERO);
    }

    /** Lets time pass, and runs each task at its time, in the calling thread. */
    void advance(Duration time) {
        Instant end = instant().plus(time);
        Task task = next(end);
        while (task != null) {
            task.work().run();
            task = next(end);
        }
    }

    /** Lets time pass although nothing runs, as while a task takes long. */
    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    /** Lets time pass until the next task, and runs that task only. */
    void runNext() {
        Task task = next(Instant.MAX);
        task.work().run();
    }

    private synchronized Task next(Instant end) {
        Task task = tasks.peek();
        if (task == null || task.due().isAfter(end)) {
            now = end;
            return null;
        }
        now = task.due().isAfter(now) ? task.due() : now;
        return tasks.poll();
    }

    synchronized int waiting() {
        return tasks.size();
    }

    synchronized boolean closed() {
        return closed;
    }
}
