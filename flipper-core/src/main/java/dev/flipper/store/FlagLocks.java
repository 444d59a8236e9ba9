package dev.flipper.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lock for each flag, reentrant, which exists only while somebody holds it or waits for it. */
final class FlagLocks {

    private final ConcurrentMap<String, FlagLock> locks = new ConcurrentHashMap<>();

    private static final class FlagLock extends ReentrantLock {

        private static final long serialVersionUID = 1L;

        /** Changed within {@link ConcurrentMap#compute} only. */
        private int users;
    }

    /** Does something while no other thread does anything about the same flag. */
    <T extends @Nullable Object> T locked(String flag, Supplier<T> action) {
        FlagLock lock = enter(flag);
        try {
            lock.lock();
            try {
                return action.get();
            } finally {
                lock.unlock();
            }
        } finally {
            leave(flag);
        }
    }

    /** Whether this thread is within {@link #locked} for the flag. */
    boolean isHeldByCurrentThread(String flag) {
        FlagLock lock = locks.get(flag);
        return lock != null && lock.isHeldByCurrentThread();
    }

    int size() {
        return locks.size();
    }

    private FlagLock enter(String flag) {
        return locks.compute(flag, (name, known) -> {
            FlagLock lock = known == null ? new FlagLock() : known;
            lock.users++;
            return lock;
        });
    }

    private void leave(String flag) {
        locks.computeIfPresent(flag, (name, lock) -> --lock.users == 0 ? null : lock);
    }
}
