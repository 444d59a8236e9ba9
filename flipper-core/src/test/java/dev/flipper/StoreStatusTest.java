package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.store.StoreStatus;
import dev.flipper.store.StoreStatus.State;
import dev.flipper.store.TextStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a client tells of its store. */
class StoreStatusTest {

    private static final StoreStatus STALE = new StoreStatus("horses", State.STALE, Instant.EPOCH, Instant.EPOCH);

    private StoreStatus status = STALE;

    private final TextStore store = new TextStore() {
        @Override
        public StoreStatus status() {
            return status;
        }
    };

    private final FeatureFlagClient client = FeatureFlagClient.open(store);

    @Test
    void isTheStoresOwn() {
        assertThat(client.storeStatus()).isSameAs(STALE);
    }

    @Test
    void asksForNoFlag() {
        store.failWith(new IllegalStateException("away"));
        assertThat(client.storeStatus()).isSameAs(STALE);
    }

    @Test
    void aStoreThatGivesNoneIsSaidToFail() {
        status = null;
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(client::storeStatus)
                .withMessage("The store of the client 'default' failed to tell how the store is: it gave no status");
    }

    @Test
    void aClosedClientHasNone() {
        client.close();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(client::storeStatus)
                .withMessage("Cannot tell how the store is: the client 'default' is closed");
    }
}
