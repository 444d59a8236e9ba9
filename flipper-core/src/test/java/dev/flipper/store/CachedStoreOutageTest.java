package dev.flipper.store;

import static dev.flipper.store.SteeredStore.flag;
import static dev.flipper.store.SteeredStore.to;
import static dev.flipper.store.SteeredStore.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FlagFormatException;
import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import dev.flipper.store.StoreStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that fails: what is answered meanwhile, how often it is asked, and what the log says. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CachedStoreOutageTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10);
    private final SteeredStore store = SteeredStore.notifying();
    private final CachedFeatureFlagStore cached = CachedFeatureFlagStore.builder(store)
            .timeToLive(TIME_TO_LIVE)
            .ticker(time::get)
            .clock(InstantSource.fixed(NOW))
            .build();
    private final LogCapture log = new LogCapture();

    @BeforeEach
    void connect() {
        store.tell(StoreListener::connected);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    private void known(String name, int version) {
        store.put(name, version);
        assertThat(version(cached.get(name))).isEqualTo(version);
    }

    private void changed(String name) {
        store.tell(listener -> listener.changed(name));
    }

    private void assertAnswers(String name, int version, int reads) {
        store.reads.set(0);
        assertThat(version(cached.get(name))).isEqualTo(version);
        assertThat(store.reads).as("reads").hasValue(reads);
    }

    @Test
    void theLastKnownAnswersAfterANotification() {
        known("a", 1);
        store.fail();
        store.put("a", 2);
        changed("a");
        assertAnswers("a", 1, 1);
    }

    @Test
    void theStatusTellsSinceWhen() {
        known("a", 1);
        assertThat(cached.status()).isEqualTo(new StoreStatus("SteeredStore, cached", State.CONNECTED, null, null));
        store.fail();
        changed("a");
        assertAnswers("a", 1, 1);
        pass(Duration.ofSeconds(7));
        assertThat(cached.status())
                .isEqualTo(new StoreStatus("SteeredStore, cached", State.STALE, NOW.minusSeconds(7), null));
        store.recover();
        assertAnswers("a", 1, 1);
        assertThat(cached.status().state()).isEqualTo(State.CONNECTED);
        cached.close();
        assertThat(cached.status().state()).isEqualTo(State.STALE);
    }

    @Test
    void theLastKnownAnswersAfterItsTimeToLive() {
        known("a", 1);
        store.fail();
        pass(TIME_TO_LIVE);
        assertAnswers("a", 1, 1);
    }

    @Test
    void theLastKnownAnswersWithoutConnection() {
        known("a", 1);
        store.fail();
        store.tell(StoreListener::disconnected);
        assertAnswers("a", 1, 1);
        store.tell(StoreListener::connected);
        assertAnswers("a", 1, 1);
    }

    @Test
    void thatThereIsNoSuchFlagIsKnownToo() {
        assertThat(cached.get("a")).isNull();
        store.fail();
        changed("a");
        assertAnswers("a", 0, 1);
    }

    @Test
    void thatAFlagCannotBeReadIsKnownToo() {
        store.unreadable = "a";
        Throwable problem = catchThrowable(() -> cached.get("a"));
        store.fail();
        changed("a");
        assertThat(problem).isInstanceOf(FlagFormatException.class);
        assertThatThrownBy(() -> cached.get("a")).isSameAs(problem);
    }

    @Test
    void anOwnWriteIsKnownAlthoughItWasNeverRead() {
        cached.create(flag("a", 1));
        Change updated = cached.update("a", to(2));
        cached.create(flag("b", 1));
        cached.delete("b");
        cached.update("c", to(2));
        store.fail();
        assertThat(cached.get("a")).isSameAs(updated.after());
        assertThat(cached.get("b")).isNull();
        assertThat(cached.get("c")).isNull();
    }

    @Test
    void aReadFromBeforeAnOwnWriteThatFailsDoesNotForgetIt() {
        known("a", 1);
        changed("a");
        store.onNextRead(() -> {
            cached.update("a", to(2));
            store.fail();
        });
        assertThat(version(cached.get("a"))).isEqualTo(2);
        assertAnswers("a", 2, 0);
    }

    @Test
    void aWriteThatFailsChangesNothingThatIsKnown() {
        known("a", 1);
        store.fail();
        assertThatThrownBy(() -> cached.update("a", to(2))).isSameAs(store.failure);
        assertThatThrownBy(() -> cached.delete("a")).isSameAs(store.failure);
        assertThatThrownBy(() -> cached.create(flag("b", 1))).isSameAs(store.failure);
        assertAnswers("a", 1, 1);
        assertThatThrownBy(() -> cached.get("b")).isSameAs(store.failure);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsSeen() {
        known("a", 1);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> cached.update("a", before -> {
                    store.put("a", 2);
                    throw new StoreException("timeout", null);
                }));
        assertAnswers("a", 2, 1);
    }

    @Test
    void withNothingKnownTheFailureReachesTheCallerEachTime() {
        store.fail();
        assertThatThrownBy(() -> cached.get("a")).isSameAs(store.failure);
        pass(Duration.ofSeconds(2));
        assertThatThrownBy(() -> cached.get("a")).isSameAs(store.failure);
        assertThat(store.reads).hasValue(2);
        store.recover();
        store.put("a", 1);
        pass(Duration.ofSeconds(2));
        assertAnswers("a", 1, 1);
        assertAnswers("a", 1, 0);
    }

    /** The pauses are for all; only what to answer meanwhile is not known. */
    @Test
    void withNothingKnownOneCallerPaysTheTimeoutAndTheNextOnesDoNot() {
        store.fail();
        store.onEachRead(name -> pass(Duration.ofSeconds(2)));
        assertThatThrownBy(() -> cached.get("a")).isSameAs(store.failure);
        store.reads.set(0);
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> cached.get("a"))
                    .withMessageContaining("'a'")
                    .withMessageContaining("a moment ago")
                    .withCause(store.failure);
        }
        assertThat(store.reads).as("nobody waits for the store").hasValue(0);
        assertThatThrownBy(() -> cached.get("b"))
                .as("it may fail for one flag only")
                .isSameAs(store.failure);
        store.recover();
        store.onEachRead(name -> {});
        store.put("a", 1);
        pass(Duration.ofSeconds(2));
        assertAnswers("a", 1, 1);
    }

    @Test
    void withNothingKnownNewsEndThePause() {
        store.fail();
        assertThatThrownBy(() -> cached.get("a")).isSameAs(store.failure);
        assertThatThrownBy(() -> cached.get("b")).isSameAs(store.failure);
        store.recover();
        store.put("a", 1);
        changed("a");
        assertAnswers("a", 1, 1);
        store.tell(StoreListener::connected);
        assertAnswers("b", 0, 1);
    }

    @Test
    void errorsAreFailuresToo() {
        store.onEachRead(name -> {
            throw new NoClassDefFoundError("gone");
        });
        assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> cached.get("a"));
        store.onEachRead(name -> {});
        pass(Duration.ofSeconds(2));
        known("a", 1);
        changed("a");
        store.onEachRead(name -> {
            throw new NoClassDefFoundError("gone");
        });
        assertAnswers("a", 1, 1);
    }

    @Test
    void exceptionsThatNoSignatureAllowsAreFailuresToo() {
        Exception checked = new Exception("from another language");
        store.onEachRead(name -> SneakyThrow.of(checked));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> cached.get("a"))
                .withMessageContaining("'a'")
                .withCause(checked);
    }

    @Test
    void theStoreIsLeftAloneForAsLongAsItsTimeoutBySecondsAtMost() {
        known("a", 1);
        known("b", 1);
        store.tell(StoreListener::connected);
        store.fail();
        store.onEachRead(name -> pass(Duration.ofSeconds(2)));
        assertAnswers("a", 1, 1);
        assertAnswers("a", 1, 0);
        assertAnswers("b", 1, 0);
        pass(Duration.ofSeconds(1).minusNanos(1));
        assertAnswers("b", 1, 0);
        pass(Duration.ofNanos(1));
        assertAnswers("b", 1, 1);
        assertAnswers("b", 1, 0);
    }

    @Test
    void pausesGrowAndAreOverWithTheOutage() {
        known("a", 1);
        known("b", 1);
        store.tell(StoreListener::connected);
        store.fail();
        assertAnswers("a", 1, 1);
        assertAnswers("b", 1, 0);
        pass(Duration.ofMillis(10));
        assertAnswers("b", 1, 1);
        pass(Duration.ofMillis(9));
        assertAnswers("a", 1, 0);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(2));
            assertAnswers("a", 1, 1);
        }
        pass(Duration.ofMillis(499));
        assertAnswers("b", 1, 0);
        pass(Duration.ofMillis(501));
        store.recover();
        assertAnswers("b", 1, 1);
        assertAnswers("a", 1, 0);
        pass(Duration.ofSeconds(1));
        assertAnswers("a", 1, 1);
        store.fail();
        changed("a");
        assertAnswers("a", 1, 1);
        pass(Duration.ofMillis(20));
        assertAnswers("a", 1, 1);
    }

    @Test
    void whileOneAsksAgainTheOthersDoNotWait() {
        known("a", 1);
        known("b", 1);
        store.tell(StoreListener::connected);
        store.fail();
        assertAnswers("a", 1, 1);
        pass(Duration.ofSeconds(2));
        List<Integer> reads = new ArrayList<>();
        store.onNextRead(() -> {
            reads.add(readsOf("a"));
            reads.add(readsOf("b"));
            pass(Duration.ofSeconds(1));
            reads.add(readsOf("b"));
        });
        assertAnswers("a", 1, 2);
        assertThat(reads).containsExactly(0, 0, 1);
    }

    private int readsOf(String name) {
        int before = store.reads.get();
        cached.get(name);
        return store.reads.get() - before;
    }

    /** Neither one that is known nor one that was never read. */
    @Test
    void aFlagThatFailsEachTimeDoesNotKeepTheOthersFromBeingRead() {
        known("failing", 1);
        known("b", 1);
        store.tell(StoreListener::connected);
        store.onEachRead(name -> {
            if (!name.equals("b")) {
                throw new StoreException("wrong type", null);
            }
        });
        assertAnswers("failing", 1, 1);
        store.put("b", 2);
        pass(Duration.ofMillis(10));
        assertAnswers("failing", 1, 0);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> cached.get("never read"));
        assertAnswers("b", 2, 1);
    }

    @Test
    void aNotificationIsASignOfLife() {
        known("a", 1);
        store.fail();
        changed("a");
        assertAnswers("a", 1, 1);
        store.recover();
        store.put("a", 2);
        assertAnswers("a", 1, 0);
        changed("a");
        assertAnswers("a", 2, 1);
    }

    @Test
    void aConnectionIsASignOfLife() {
        known("a", 1);
        store.fail();
        store.tell(StoreListener::disconnected);
        assertAnswers("a", 1, 1);
        store.recover();
        store.put("a", 2);
        assertAnswers("a", 1, 0);
        store.tell(StoreListener::connected);
        assertAnswers("a", 2, 1);
    }

    @Test
    void anOwnWriteEndsTheOutage() {
        known("a", 1);
        known("b", 1);
        store.tell(StoreListener::connected);
        store.fail();
        assertAnswers("a", 1, 1);
        store.recover();
        store.put("b", 2);
        cached.update("a", to(2));
        assertAnswers("a", 2, 1);
        assertAnswers("b", 2, 1);
    }

    @Test
    void anOutageIsLoggedOnce() {
        known("a", 1);
        known("b", 1);
        store.tell(StoreListener::connected);
        store.fail();
        for (int i = 0; i < 10; i++) {
            cached.get("a");
            cached.get("b");
            assertThatThrownBy(() -> cached.get("c")).isSameAs(store.failure);
            pass(Duration.ofSeconds(2));
        }
        assertThat(log.warnings()).singleElement().asString().contains("'a'", "last known");
        assertThat(log.thrown()).containsExactly(store.failure);
        assertThat(log.infos()).isEmpty();
        store.recover();
        cached.get("a");
        cached.get("b");
        assertThat(log.infos()).singleElement().asString().contains("answers again, after 20000 ms");
        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void aStoreThatComesAndGoesIsToldOfOnceAMinute() {
        store.onEachRead(name -> {
            if (name.equals("failing")) {
                throw new StoreException("wrong type", null);
            }
        });
        for (int i = 0; i < 61; i++) {
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> cached.get("failing"));
            cached.get("flag " + i);
            pass(Duration.ofSeconds(1));
        }
        assertThat(log.warnings()).hasSize(2);
        assertThat(log.infos()).hasSize(2);
    }

    @Test
    void aLogThatFailsHurtsNobody() {
        known("a", 1);
        store.fail();
        changed("a");
        Logger logger = Logger.getLogger(CachedFeatureFlagStore.class.getName());
        Handler failing = new FullDisk();
        logger.addHandler(failing);
        try {
            assertAnswers("a", 1, 1);
        } finally {
            logger.removeHandler(failing);
        }
    }

    private static final class FullDisk extends Handler {
        @Override
        public void publish(LogRecord logRecord) {
            throw new IllegalStateException("disk full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static final class SneakyThrow<E extends Exception> {

        static void of(Exception exception) {
            new SneakyThrow<RuntimeException>().fail(exception);
        }

        @SuppressWarnings("unchecked") // that is the trick: a cast that is not made
        void fail(Exception exception) throws E {
            throw (E) exception;
        }
    }
}
