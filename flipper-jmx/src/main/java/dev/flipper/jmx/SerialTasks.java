package dev.flipper.jmx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs tasks one at a time, in the threads that bring them. A task may bring others, which run after it. What a task
 * throws is logged: it may run in a thread that has nothing to do with it. Thread-safe.
 */
final class SerialTasks {

    private static final Logger LOGGER = System.getLogger("dev.flipper.jmx");

    private final Queue<Runnable> tasks;
    private final ReentrantLock lock = new ReentrantLock();

    SerialTasks() {
        this(new ConcurrentLinkedQueue<>());
    }

    /** Takes a thread-safe queue. */
    SerialTasks(Queue<Runnable> tasks) {
        this.tasks = tasks;
    }

    /** Returns when the task has run, unless it is brought by a task. */
    void run(Runnable task) {
        tasks.add(task);
        if (isRunningHere()) {
            return;
        }
        lock.lock();
        try {
            runAll();
        } finally {
            lock.unlock();
        }
        runLeftOver();
    }

    /** Never waits: if another thread is at work, that one runs the task. */
    void hand(Runnable task) {
        add(task);
        work();
    }

    /** Leaves the task to whoever works next. */
    void add(Runnable task) {
        tasks.add(task);
    }

    /** Runs what there is. Never waits: if another thread is at work, that one does. */
    void work() {
        if (!isRunningHere()) {
            runLeftOver();
        }
    }

    /** Tells whether it is a task that asks. */
    boolean isRunningHere() {
        return lock.isHeldByCurrentThread();
    }

    /** A task may have been handed over between the last look into the queue and the unlocking. */
    private void runLeftOver() {
        while (!tasks.isEmpty() && lock.tryLock()) {
            try {
                runAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (Exception | LinkageError | StackOverflowError e) {
                LOGGER.log(Level.ERROR, "The beans of the feature flags could not be brought up to date", e);
            }
        }
    }
}
