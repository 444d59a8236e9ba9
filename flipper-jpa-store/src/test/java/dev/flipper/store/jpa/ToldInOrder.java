package dev.flipper.store.jpa;

import dev.flipper.store.StoreListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a listener is told, one after the other: the names of changed flags, and whether it is connected. */
final class ToldInOrder implements StoreListener {

    static final String CONNECTED = "(connected)";
    static final String DISCONNECTED = "(disconnected)";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void connected() {
        told.add(CONNECTED);
    }

    @Override
    public void changed(String flag) {
        told.add(flag);
    }

    @Override
    public void disconnected() {
        told.add(DISCONNECTED);
    }

    /** Waits for what is told next. */
    String next() {
        try {
            String next = told.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing has been told for 30 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until it is told, whatever comes before. */
    void await(String awaited) {
        while (!next().equals(awaited)) {
            // next
        }
    }
}
