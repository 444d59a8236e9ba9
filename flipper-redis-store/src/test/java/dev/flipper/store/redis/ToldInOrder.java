package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.StoreListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a store tells, one after the other: the names of changed flags, and whether it is connected. */
final class ToldInOrder implements StoreListener {

    static final String CONNECTED = "(connected)";
    static final String DISCONNECTED = "(disconnected)";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /** Listens to a store of a server, whose changes are told from now on. */
    static ToldInOrder of(FeatureFlagStore store) throws InterruptedException {
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

    /** Waits for what is told next. */
    String next() throws InterruptedException {
        String next = told.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("Nothing has been told for 30 s");
        }
        return next;
    }
}
