package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.StoreListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a listener is told, one after the other: the names of changed flags, and whether it is connected. */
public final class ToldInOrder implements StoreListener {

    /** Told instead of a name when the store is connected. */
    public static final String CONNECTED = "(connected)";

    /** Told instead of a name when the store is not connected any more. */
    public static final String DISCONNECTED = "(disconnected)";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /** Creates a listener that has not been told anything. */
    public ToldInOrder() {}

    /**
     * Listens to a store of a server. Returns when it is connected.
     *
     * @param store a store whose changes are told from now on
     * @return what is told after that
     */
    public static ToldInOrder of(FeatureFlagStore store) {
        ToldInOrder told = new ToldInOrder();
        assertThat(store.subscribe(told)).isPresent();
        assertThat(told.next()).isEqualTo(CONNECTED);
        return told;
    }

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

    /**
     * Waits for what is told next.
     *
     * @return the name of a flag, {@link #CONNECTED} or {@link #DISCONNECTED}
     * @throws AssertionError if nothing is told for half a minute
     */
    public String next() {
        try {
            String next = told.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing has been told for 30 s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Waits until it is told, whatever comes before.
     *
     * @param awaited what {@link #next} would give
     */
    public void await(String awaited) {
        while (!next().equals(awaited)) {
            // next
        }
    }
}
