package dev.flipper;

import dev.flipper.event.FlagChange;
import dev.flipper.store.Change;
import dev.flipper.store.StoreListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes that a client makes from those that others make. A store that knows a change notifies it in the thread
 * that makes it, so a change is the client's own if that thread is writing that flag: another flag is written by
 * somebody who reacts to it.
 */
final class OwnWrites implements StoreListener {

    private final Map<Thread, String> writing = new ConcurrentHashMap<>();
    private final Consumer<FlagChange> externalChange;

    OwnWrites(Consumer<FlagChange> externalChange) {
        this.externalChange = externalChange;
    }

    <T extends @Nullable Object> T write(String flag, Supplier<T> write) {
        Thread thread = Thread.currentThread();
        String outer = writing.put(thread, flag);
        try {
            return write.get();
        } finally {
            if (outer == null) {
                writing.remove(thread);
            } else {
                writing.put(thread, outer);
            }
        }
    }

    /** A hint without a local copy: what has changed, and who did it, cannot be told. */
    @Override
    public void changed(String flag) {}

    @Override
    public void changed(String flag, Change change) {
        if (!flag.equals(writing.get(Thread.currentThread()))) {
            externalChange.accept(new FlagChange(flag, change.before(), change.after()));
        }
    }
}
