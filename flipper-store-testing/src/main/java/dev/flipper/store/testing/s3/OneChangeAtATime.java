package dev.flipper.store.testing.s3;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Lets nobody in while a change is made. S3 makes each change at once; S3Mock looks first whether the condition of a
 * request holds, then writes one file after the other, and another request may come in between.
 */
final class OneChangeAtATime extends ValveBase {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Not a lock of a thread: some answers are written by another one. */
    private final StampedLock lock = new StampedLock();

    OneChangeAtATime() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isAsync()) {
            // It comes a second time, for its answer, and is in already: whoever waits to make a change would wait for
            // it, and it for him.
            getNext().invoke(request, response);
            return;
        }
        long stamp = READING.contains(request.getMethod()) ? lock.readLock() : lock.writeLock();
        boolean goesOn = false;
        try {
            getNext().invoke(request, response);
            goesOn = request.isAsync() && isToldOfTheEnd(request, () -> lock.unlock(stamp));
        } finally {
            if (!goesOn) {
                lock.unlock(stamp);
            }
        }
    }

    private static boolean isToldOfTheEnd(Request request, Runnable action) {
        try {
            request.getAsyncContext().addListener(new AtTheEnd(action));
            return true;
        } catch (IllegalStateException e) {
            // It has ended.
            return false;
        }
    }

    private record AtTheEnd(Runnable action) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            action.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        /** Who begins once more forgets those who wanted to be told. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
