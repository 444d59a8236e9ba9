package dev.flipper.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Locks of flags under which no listener runs: a store may tell of a change in the thread that makes it, and a listener
 * that writes another flag would wait for that flag's lock while it holds this one's. What is told in such a thread is
 * kept until the lock is given up, and then delivered there, in order.
 */
final class QuietLocks {

    private static final Logger LOGGER = System.getLogger(ReplicatedFeatureFlagStore.class.getName());

    private final FlagLocks locks = new FlagLocks();
    private final ConcurrentMap<Thread, List<Runnable>> kept = new ConcurrentHashMap<>();

    /** Does something while no other thread does anything about the same flag. */
    <T extends @Nullable Object> T locked(String flag, Supplier<T> action) {
        if (kept.containsKey(Thread.currentThread())) {
            // Within another lock of this thread, whose end the notifications wait for.
            return locks.locked(flag, action);
        }
        List<Runnable> notifications = new ArrayList<>();
        try {
            return locks.locked(flag, () -> keeping(notifications, action));
        } finally {
            notifications.forEach(QuietLocks::deliver);
        }
    }

    private <T extends @Nullable Object> T keeping(List<Runnable> notifications, Supplier<T> action) {
        kept.put(Thread.currentThread(), notifications);
        try {
            return action.get();
        } finally {
            kept.remove(Thread.currentThread());
        }
    }

    private static void deliver(Runnable notification) {
        try {
            notification.run();
        } catch (Throwable e) {
            // Errors too: what has been changed stands, and its caller and the other listeners can't help it.
            LOGGER.log(Level.ERROR, "A listener to the store failed", e);
        }
    }

    private void tell(Runnable notification) {
        List<Runnable> notifications = kept.get(Thread.currentThread());
        if (notifications == null) {
            notification.run();
        } else {
            notifications.add(notification);
        }
    }

    /** Makes a listener of one that must not be called under these locks. */
    StoreListener quiet(StoreListener listener) {
        return new StoreListener() {
            @Override
            public void connected() {
                tell(listener::connected);
            }

            @Override
            public void changed(String flag) {
                tell(() -> listener.changed(flag));
            }

            @Override
            public void changed(String flag, Change change) {
                tell(() -> listener.changed(flag, change));
            }

            @Override
            public void disconnected() {
                tell(listener::disconnected);
            }
        };
    }
}
