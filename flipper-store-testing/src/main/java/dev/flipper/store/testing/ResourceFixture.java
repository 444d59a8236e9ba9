package dev.flipper.store.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

/** Closes what a test has opened, the latest first. */
public abstract class ResourceFixture {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** For the tests that extend it. */
    protected ResourceFixture() {}

    /**
     * Remembers to close something after the test.
     *
     * @param <T> what it is
     * @param resource what was opened
     * @return the resource
     */
    protected final <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    /**
     * Closes all.
     *
     * @throws Exception if something cannot be closed
     */
    @AfterEach
    protected void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
