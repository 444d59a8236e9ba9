package dev.flipper;

import dev.flipper.event.FlagChange;
import dev.flipper.store.Change;
import dev.flipper.store.StoreListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells changes that a client makes from those that others make. A store that knows a change notifies it in the thread that
 * makes it, so a change is the client's own exactly if that thread is in one of its writes.
 */
final class OwnWrites implements StoreListener {

    private final Set<Thread> writing = ConcurrentHashMap.newKeySet();
    private final Consumer<FlagChange> externalChange;

    OwnWrites(Consumer<FlagChange> externalChange) {
        this.externalChange = externalChange;
    }

    <T> T write(Supplier<T> write) {
        Thread thread = Thread.currentThread();
        boolean outermost = writing.add(thread);
        try {
            return write.get();
        } finally {
            if (outermost) {
                writing.remove(thread);
            }
        }
    }

    /** A hint without a local copy: what has changed, and who did it, cannot be told. */
    @Override
    public void changed(String flag) {}

    @Override
    public void changed(String flag, Change change) {
        if (!writing.contains(Thread.currentThread())) {
            externalChange.accept(new FlagChange(flag, change.before(), change.after()));
        }
    }
}
