package dev.flipper.store.thrift;

import dev.flipper.Subscription;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.StoreListener;
import dev.flipper.store.thrift.idl.FlagChanges;
import dev.flipper.store.thrift.idl.FlipperException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The latest changes of a store, numbered, and who waits for the next. A position is a number with the name of this
 * log, so that one from before a restart is known as such: whoever comes with it, or with one so old that what came
 * since is forgotten, is told that anything may have changed. Thread-safe.
 */
final class ChangeLog implements StoreListener, AutoCloseable {

    private static final int REMEMBERED = 1000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final String name = UUID.randomUUID().toString();
    private final Deque<String> latest = new ArrayDeque<>();
    /** The number of the first change that is remembered; what came before is not. */
    private long first;

    private boolean connected;
    private boolean closed;
    private @Nullable Subscription subscription;

    /** Follows a store, if it tells of changes. */
    void follow(FeatureFlagStore store) {
        Optional<Subscription> begun = store.subscribe(this);
        synchronized (this) {
            subscription = begun.orElse(null);
        }
    }

    @Override
    public synchronized void connected() {
        connected = true;
        first = end() + 1;
        latest.clear();
        notifyAll();
    }

    @Override
    public synchronized void changed(String flag) {
        latest.addLast(flag);
        if (latest.size() > REMEMBERED) {
            latest.removeFirst();
            first++;
        }
        notifyAll();
    }

    @Override
    public synchronized void disconnected() {
        connected = false;
        notifyAll();
    }

    private long end() {
        return first + latest.size();
    }

    /** Waits for something new, and gives nothing new if nothing comes in time. */
    synchronized FlagChanges await(@Nullable String position, long millis) throws FlipperException {
        if (subscription == null) {
            return new FlagChanges();
        }
        long since = number(position);
        long until =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, Math.min(millis, LONGEST_WAIT_MILLIS)));
        while (!closed && (connected ? since == end() : since < 0) && waitUntil(until)) {
            // What has ended the wait is seen above.
        }
        if (!connected) {
            throw Refusals.refused("The store of this service cannot tell of changes at the moment");
        }
        return since(since);
    }

    private boolean waitUntil(long until) throws FlipperException {
        long left = until - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusals.refused("This service ends");
        }
    }

    private FlagChanges since(long since) {
        FlagChanges changes = new FlagChanges().setPosition(name + ":" + end());
        if (since < first || since > end()) {
            return changes.setEverything(true);
        }
        List<String> inOrder = new ArrayList<>(latest);
        Set<String> changed = new LinkedHashSet<>(inOrder.subList((int) (since - first), inOrder.size()));
        return changes.setFeature_names(new ArrayList<>(changed));
    }

    /** Gives -1 for one that is not of this log. */
    private long number(@Nullable String position) {
        if (position == null || !position.startsWith(name + ":")) {
            return -1;
        }
        try {
            return Long.parseLong(position.substring(name.length() + 1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Ends all waits. */
    @Override
    public void close() {
        Subscription open;
        synchronized (this) {
            closed = true;
            open = subscription;
            notifyAll();
        }
        if (open != null) {
            open.close();
        }
    }
}
