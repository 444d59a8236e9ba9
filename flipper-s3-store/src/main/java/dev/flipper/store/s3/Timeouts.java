package dev.flipper.store.s3;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * What ends requests that take too long. The SDK does it by an interrupt of the thread that waits, whose mark it takes
 * off again, also if that is somebody else's; so this remembers who was interrupted before.
 */
final class Timeouts extends ScheduledThreadPoolExecutor {

    private final Set<Thread> interrupted = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Makes what has no thread until a request is made. */
    Timeouts(ThreadFactory threads) {
        super(1, threads);
        setRemoveOnCancelPolicy(true);
    }

    /** Called by the thread that is going to wait. */
    @Override
    public ScheduledFuture<?> schedule(Runnable end, long delay, TimeUnit unit) {
        Thread waiting = Thread.currentThread();
        interrupted.remove(waiting);
        return super.schedule(
                () -> {
                    if (waiting.isInterrupted()) {
                        interrupted.add(waiting);
                    }
                    end.run();
                },
                delay,
                unit);
    }

    /** Marks this thread again if its last request was ended when it was interrupted already. */
    void restoreInterrupt() {
        if (interrupted.remove(Thread.currentThread())) {
            Thread.currentThread().interrupt();
        }
    }
}
