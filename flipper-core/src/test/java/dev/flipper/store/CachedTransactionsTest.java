package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import dev.flipper.store.FailingStore.Call;
import dev.flipper.store.TransactionalStore.Transaction;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cache before a store whose changes are parts of the caller's transactions. */
class CachedTransactionsTest {

    private final TransactionalStore store = new TransactionalStore();
    private final LogCapture log = new LogCapture();
    private final AtomicLong time = new AtomicLong();
    private final CacheOutage outage = new CacheOutage(time::get);
    private final FailingStore failing = new FailingStore(store);
    private final CachedReads reads = new CachedReads(failing, new CachedFlags(100), outage, time::get);
    private final CacheWrites writes = new CacheWrites(reads, outage);

    @BeforeEach
    void prepare() {
        reads.outdateAll(CachePeriod.FOR_EVER);
        store.create(flag("a", 1));
    }

    @AfterEach
    void stop() {
        log.close();
        assertThat(writes.underWay()).isZero();
    }

    private void update(int number) {
        writes.<Change>write(
                store.transaction(), "a", () -> store.update("a", to(number)), done -> WriteStates.changed("a", done));
    }

    @Test
    void readsTheFlagAgainWhenTheTransactionIsCommitted() {
        Transaction transaction = store.begin();
        update(2);
        assertThat(number(reads.get("a"))).isEqualTo(1);
        update(3);
        assertThat(number(reads.get("a"))).isEqualTo(1);
        store.readings.set(0);
        reads.get("a");
        assertThat(store.readings).as("the committed state is cached").hasValue(0);
        transaction.commit();
        assertThat(number(reads.get("a"))).isEqualTo(3);
    }

    @Test
    void holdsNothingOfARollback() {
        Transaction transaction = store.begin();
        update(2);
        transaction.rollback();
        assertThat(number(reads.get("a"))).isEqualTo(1);
    }

    @Test
    void aCommittedChangeIsWhatIsKnownWhenTheStoreFails() {
        assertThat(number(reads.get("a"))).isEqualTo(1);
        store.committed(() -> {
            update(2);
            update(3);
        });
        failing.failAt(Call.GET, new StoreException("away", null));
        assertThat(number(reads.get("a"))).isEqualTo(3);
    }

    /** One of them comes to its end first; which was the last is known to the store only. */
    @Test
    void ofTwoAtTheSameTimeNothingIsKnown() {
        Transaction first = store.begin();
        update(2);
        first.suspend();
        Transaction second = store.begin();
        writes.<Boolean>write(
                store.transaction(),
                "a",
                () -> true,
                done -> WriteStates.changed("a", new Change(flag("a", 2), flag("a", 3))));
        second.commit();
        first.commit();
        failing.failAt(Call.GET, new StoreException("away", null));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> reads.get("a"));
    }

    @Test
    void createsChangesAndRemovesWithinTheTransaction() {
        CachedFeatureFlagStore cached = new CachedFeatureFlagStore(store);
        assertThat(cached.get("b")).isNull();
        store.committed(() -> {
            assertThat(cached.create(flag("b", 1))).isTrue();
            assertThat(cached.create(flag("b", 1))).isFalse();
            assertThat(cached.update("b", to(2)).after()).isEqualTo(flag("b", 2));
            assertThat(cached.get("b")).isNull();
            assertThat(cached.transaction()).isPresent();
            assertThat(cached.delete("a").before()).isEqualTo(flag("a", 1));
        });
        assertThat(cached.transaction()).isEmpty();
        assertThat(number(cached.get("b"))).isEqualTo(2);
        assertThat(cached.get("a")).isNull();
    }
}
