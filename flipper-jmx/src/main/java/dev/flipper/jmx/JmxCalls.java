package dev.flipper.jmx;

import dev.flipper.FlagAlreadyExistsException;
import dev.flipper.FlagNotFoundException;
import dev.flipper.FlipperException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls that come in over JMX into the application: with its context class loader, which a thread of a remote
 * connector has not, and back with exceptions that a caller without Flipper's and the application's classes can read.
 *
 * @param loader the application's context class loader, null: the system's
 */
record JmxCalls(@Nullable ClassLoader loader) {

    private static final Logger LOGGER = System.getLogger("dev.flipper.jmx");

    void run(Runnable operation) {
        call(() -> {
            operation.run();
            return true;
        });
    }

    <T extends @Nullable Object> T call(Supplier<T> operation) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return operation.get();
        } catch (Throwable e) {
            // A listener may throw anything, errors of its own classes too.
            LOGGER.log(Level.DEBUG, "A call over JMX failed", e);
            throw readable(e);
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    /** Without a cause: it would travel too. */
    private static RuntimeException readable(Throwable failure) {
        boolean callersFault = failure instanceof IllegalArgumentException
                || failure instanceof FlagNotFoundException
                || failure instanceof FlagAlreadyExistsException;
        return callersFault
                ? new IllegalArgumentException(message(failure))
                : new IllegalStateException(message(failure));
    }

    private static String message(Throwable failure) {
        try {
            return words(failure);
        } catch (Throwable e) {
            // The application's own exception, which would travel in place of the readable one.
            return failure.getClass().getName();
        }
    }

    private static String words(Throwable failure) {
        boolean speaksForItself = failure instanceof FlipperException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException;
        String message = failure.getMessage();
        return speaksForItself && message != null ? message : failure.toString();
    }
}
