package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.LogCapture;
import dev.flipper.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedListenersTest {

    private final WatchedListeners listeners = new WatchedListeners(System.getLogger("dev.flipper.store.example"));
    private final List<String> told = new ArrayList<>();

    private class Noting implements StoreListener {

        @Override
        public void connected() {
            told.add("connected");
        }

        @Override
        public void changed(String flag) {
            told.add(flag);
        }

        @Override
        public void disconnected() {
            told.add("disconnected");
        }
    }

    @Test
    void nothingIsToldBeforeItIsConnected() {
        listeners.add(new Noting());
        listeners.changed("A");
        listeners.disconnected();
        assertThat(told).isEmpty();

        listeners.connected();
        listeners.changed("B");
        assertThat(told).containsExactly("connected", "B");
    }

    @Test
    void nothingIsToldWhileItIsNotConnected() {
        listeners.add(new Noting());
        listeners.connected();
        listeners.disconnected();
        listeners.disconnected();
        listeners.changed("A");
        assertThat(told).containsExactly("connected", "disconnected");
    }

    @Test
    void oneThatComesLaterIsConnectedByItself() {
        listeners.add(new Noting());
        listeners.connected();
        listeners.connectedIfNot();
        assertThat(told).containsExactly("connected");

        listeners.add(new Noting());
        listeners.connectedIfNot();
        assertThat(told).containsExactly("connected", "connected");
    }

    /** It may have read the flag already, in another thread, and must not keep the old state. */
    @Test
    void whatChangesWhileItIsBeingToldThatItIsConnectedIsToldAfterThat() {
        listeners.add(new Noting() {
            @Override
            public void connected() {
                listeners.changed("A");
                listeners.changed("B");
                listeners.changed("A");
                super.connected();
            }

            @Override
            public void changed(String flag) {
                super.changed(flag);
                if (flag.equals("A")) {
                    listeners.changed("C");
                }
            }
        });
        listeners.connected();
        listeners.changed("D");
        assertThat(told).containsExactly("connected", "A", "B", "C", "D");
    }

    @Test
    void oneThatThrowsHindersNobody() {
        listeners.add(new StoreListener() {
            @Override
            public void connected() {
                throw new AssertionError("on purpose");
            }

            @Override
            public void changed(String flag) {
                throw new IllegalStateException("on purpose");
            }
        });
        listeners.add(new Noting());
        try (LogCapture log = new LogCapture()) {
            listeners.connected();
            listeners.changed("A");
            assertThat(log.errors())
                    .containsExactly("A listener to the store failed", "A listener to the store failed");
            assertThat(log.loggers()).containsOnly("dev.flipper.store.example");
        }
        assertThat(told).containsExactly("connected", "A");
    }

    @Test
    void aClosedSubscriptionEndsIt() {
        Noting twice = new Noting();
        Subscription first = listeners.add(twice);
        listeners.add(twice);
        listeners.connected();
        told.clear();

        first.close();
        first.close();
        listeners.changed("A");
        assertThat(told).containsExactly("A");
    }
}
