package dev.flipper.cdi;

import dev.flipper.event.FlagChange;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands changes on, one after the other in their order, in another thread than the store's, which is never held up.
 * What waits is merged, so that no more waits than there are flags. Thread-safe.
 */
final class ChangeDelivery implements AutoCloseable {

    private final String client;
    private final Consumer<? super FlagChange> receiver;
    private final Executor executor;
    private final Duration patience;
    /** By flag, the longest waiting first. */
    private final Map<String, FlagChange> waiting = new LinkedHashMap<>();

    private boolean started;
    private boolean closed;
    /** The thread in which the receiver is at work. */
    private @Nullable Thread worker;

    /**
     * Takes what belongs together.
     *
     * @param receiver called with each change; throws nothing
     * @param executor runs a task in another thread than the caller's
     * @param patience how long closing waits for the receiver
     */
    ChangeDelivery(String client, Consumer<? super FlagChange> receiver, Executor executor, Duration patience) {
        this.client = client;
        this.receiver = receiver;
        this.executor = executor;
        this.patience = patience;
    }

    void add(FlagChange change) {
        if (merge(change)) {
            start();
        }
    }

    /** Tells whether a task has to be started. */
    private synchronized boolean merge(FlagChange change) {
        if (closed) {
            return false;
        }
        FlagChange earlier = waiting.get(change.flag());
        FlagChange merged = earlier == null ? change : new FlagChange(change.flag(), earlier.before(), change.after());
        if (Objects.equals(merged.before(), merged.after())) {
            waiting.remove(change.flag());
        } else {
            waiting.put(change.flag(), merged);
        }
        boolean due = !started && !waiting.isEmpty();
        started |= due;
        return due;
    }

    private void start() {
        try {
            executor.execute(this::deliverAll);
        } catch (RuntimeException e) {
            synchronized (this) {
                started = false;
            }
            EventMessages.deliveryFailed(client, e);
        }
    }

    private void deliverAll() {
        for (FlagChange change = next(); change != null; change = next()) {
            receiver.accept(change);
        }
    }

    private synchronized @Nullable FlagChange next() {
        Iterator<FlagChange> changes = waiting.values().iterator();
        if (!changes.hasNext()) {
            started = false;
            worker = null;
            notifyAll();
            return null;
        }
        worker = Thread.currentThread();
        FlagChange next = changes.next();
        changes.remove();
        return next;
    }

    /** Drops what waits and gives the receiver some time to end what it is doing. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); isBusy() && left > 0; left = millisUntil(end)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isBusy()) {
            EventMessages.changeObserverHangs(client, patience);
        }
    }

    /** The receiver itself may be who closes. */
    private synchronized boolean isBusy() {
        return worker != null && worker != Thread.currentThread();
    }

    private static long millisUntil(long end) {
        return Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
}
