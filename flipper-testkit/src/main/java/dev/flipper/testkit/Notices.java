package dev.flipper.testkit;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Notes what a store tells, and lets a test wait for it. Thread-safe. */
final class Notices implements StoreListener {

    private final FeatureFlagStore store;
    private final Duration patience;
    private final Lock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Notice> notices = new ArrayList<>();

    /**
     * One call of the listener.
     *
     * @param kind which method
     * @param flag the name, empty if it was not about one flag
     * @param change how the flag changed, if the store knew
     * @param shown what the store showed of the flag at that moment, if it knew the change
     * @param thread the calling thread
     */
    record Notice(
            Kind kind,
            String flag,
            @Nullable Change change,
            @Nullable FlagDefinition shown,
            Thread thread) {

        /** Whether somebody who follows the flag has to look at it again. */
        boolean concerns(String name) {
            return kind == Kind.CONNECTED || (kind == Kind.CHANGED && flag.equals(name));
        }
    }

    enum Kind {
        CONNECTED,
        CHANGED,
        DISCONNECTED
    }

    Notices(FeatureFlagStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    @Override
    public void connected() {
        add(Kind.CONNECTED, "", null, null);
    }

    @Override
    public void changed(String flag) {
        add(Kind.CHANGED, flag, null, null);
    }

    /** Reads the flag at once, which does not block: a store that knows its changes holds the flags in this process. */
    @Override
    public void changed(String flag, Change change) {
        add(Kind.CHANGED, flag, change, store.get(flag));
    }

    @Override
    public void disconnected() {
        add(Kind.DISCONNECTED, "", null, null);
    }

    private void add(Kind kind, String flag, @Nullable Change change, @Nullable FlagDefinition shown) {
        lock.lock();
        try {
            notices.add(new Notice(kind, flag, change, shown, Thread.currentThread()));
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Notice> all() {
        return from(0);
    }

    List<Notice> from(int index) {
        lock.lock();
        try {
            return List.copyOf(notices.subList(index, notices.size()));
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return notices.size();
        } finally {
            lock.unlock();
        }
    }

    /** The changes of a flag in the order in which they were told, null where the store did not know. */
    List<@Nullable Change> changesOf(String flag) {
        return all().stream()
                .filter(notice -> notice.flag().equals(flag))
                .<@Nullable Change>map(Notice::change)
                .toList();
    }

    void awaitConnected() {
        await("connected", notice -> notice.kind() == Kind.CONNECTED);
    }

    /** Waits until it has been told, ever since this began to listen, that a flag may have changed. */
    void awaitChangeOf(String flag) {
        // That a store is connected, the first notice of all, says nothing of what came later.
        await("a change of " + StoreFixture.quoted(flag), notice -> notice.concerns(flag), 1);
    }

    private void await(String what, Predicate<Notice> wanted) {
        await(what, wanted, 0);
    }

    private void await(String what, Predicate<Notice> wanted, int from) {
        Deadline deadline = Deadline.in(patience);
        int seen = from;
        while (true) {
            List<Notice> next = from(Math.min(seen, count()));
            if (next.stream().anyMatch(wanted)) {
                return;
            }
            seen += next.size();
            if (!awaitMoreThan(seen, deadline)) {
                throw new AssertionError("The store has not told of " + what + " within " + patience + "; it has told: "
                        + all().stream().map(Notices::describe).toList());
            }
        }
    }

    private static String describe(Notice notice) {
        return notice.kind() + " " + notice.flag();
    }

    /** Waits until there are more notices; false if the time is up before. */
    boolean awaitMoreThan(int seen, Deadline deadline) {
        lock.lock();
        try {
            while (notices.size() <= seen) {
                if (!more.await(deadline.nanos(), TimeUnit.NANOSECONDS) && notices.size() <= seen) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the store showed each change that it knew when it told of it. */
    static boolean isShown(Notice notice) {
        return notice.change() == null
                || Objects.equals(notice.shown(), notice.change().after());
    }
}
