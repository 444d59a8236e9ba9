package dev.flipper.store;

import dev.flipper.FlagAlreadyExistsException;
import dev.flipper.FlagNotFoundException;
import dev.flipper.FlipperException;
import dev.flipper.StoreException;
import java.io.IOException;
import java.util.stream.Stream;

/** What a store may throw: anything. */
public final class StoreFailures {

    private StoreFailures() {}

    public static Stream<Throwable> all() {
        return Stream.of(
                new StoreException("timeout", new IOException("no route to host")),
                new IllegalStateException("connection refused"),
                new NullPointerException(),
                new ClassCastException("class Row cannot be cast to class Flag"),
                new FlagNotFoundException("flag"),
                new FlagAlreadyExistsException("flag"),
                new HomeMade(),
                new Unprintable(),
                new IOException("checked, but not declared"),
                new InterruptedException("checked, but not declared"),
                new NoClassDefFoundError("redis/Client"),
                new StackOverflowError(),
                new OutOfMemoryError("Java heap space"),
                new AssertionError("impossible"));
    }

    private static final class HomeMade extends FlipperException {
        private static final long serialVersionUID = 1L;

        HomeMade() {
            super("a store's own kind of exception", null);
        }
    }

    /** Fails again where it is to be logged. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }
}
