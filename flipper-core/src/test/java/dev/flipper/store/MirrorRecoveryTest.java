package dev.flipper.store;

import static dev.flipper.store.RemoteStore.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.StoreStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mirror over a store that fails in part, again and again, or in a strange way. */
class MirrorRecoveryTest {

    private static final Duration POLL = Duration.ofSeconds(60);

    private final RemoteStore remote = new RemoteStore();
    private final FailingStore failing = new FailingStore(remote);
    private final ManualTasks tasks = new ManualTasks();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void release() {
        log.close();
    }

    private MirroredFeatureFlagStore started(FeatureFlagStore store) {
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(store)
                .startTimeout(Duration.ZERO)
                .tasks(tasks)
                .clock(tasks)
                .random(() -> -1L) // the whole pause
                .build();
        tasks.runDue();
        return mirror;
    }

    private static Object value(FeatureFlagStore store, String flag) {
        return store.get(flag).metadata().clientData().get("value");
    }

    private static Subscription reject(String reason) {
        throw new StoreException(reason, null);
    }

    /** As when a database may be read, but its channel of notifications may not be used. */
    @Test
    void aStoreThatCannotBeFollowedIsReadAllTheSame() {
        remote.set("a", 1);
        failing.failAt(FailingStore.Call.SUBSCRIBE, new StoreException("no permission", null));
        MirroredFeatureFlagStore mirror = started(failing);
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(mirror.status())
                .isEqualTo(new StoreStatus("FailingStore, mirrored", State.STALE, Instant.EPOCH, Instant.EPOCH));
        tasks.advance(Duration.ofHours(1));
        assertThat(remote.fullReadings.get())
                .as("no more often than without notifications")
                .isBetween(60, 70);
        assertThat(log.warnings())
                .containsExactly("The FailingStore does not tell of changes: all flags are read once in a while"
                        + " instead, until it does");
        remote.set("a", 2);
        failing.recover();
        tasks.advance(Duration.ofSeconds(2));
        assertThat(value(mirror, "a")).isEqualTo(2);
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
        assertThat(remote.listeners).hasSize(1);
        assertThat(log.infos()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = SenselessStore.class,
            names = {"NULL", "ANOTHER_CLASS"})
    void aStoreThatGivesNoSubscriptionIsReadAllTheSame(SenselessStore answer) {
        remote.set("a", 1);
        failing.answerAt(FailingStore.Call.SUBSCRIBE, answer);
        MirroredFeatureFlagStore mirror = started(failing);
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(mirror.status().state()).isEqualTo(State.STALE);
    }

    @Test
    void aStoreThatTurnsOutNotToTellOfChangesIsPolled() {
        failing.failAt(FailingStore.Call.SUBSCRIBE, new StoreException("away", null));
        MirroredFeatureFlagStore mirror = started(failing);
        remote.notifies = false;
        failing.recover();
        tasks.advance(Duration.ofMillis(100));
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
        int before = remote.fullReadings.get();
        tasks.advance(POLL.multipliedBy(10));
        assertThat(remote.fullReadings.get() - before).isEqualTo(10);
    }

    @Test
    void aStoreThatNeverConnectsIsToldOnceAndRead() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = started(new OverridableStore(remote) {
            @Override
            public Optional<Subscription> subscribe(StoreListener listener) {
                return Optional.of(() -> {});
            }
        });
        assertThat(remote.fullReadings).hasValue(0);
        tasks.advance(MirrorSynchronizer.PATIENCE_AT_THE_START);
        assertThat(value(mirror, "a")).isEqualTo(1);
        tasks.advance(Duration.ofSeconds(30));
        assertThat(log.warnings()).as("it may connect yet").isEmpty();
        tasks.advance(Duration.ofHours(1));
        assertThat(mirror.status().state()).isEqualTo(State.STALE);
        assertThat(log.warnings()).hasSize(1);
        remote.set("a", 2);
        tasks.advance(POLL);
        assertThat(value(mirror, "a")).isEqualTo(2);
    }

    /** What is read before would have to be read again, as a change in between would not have been told. */
    @Test
    void aStoreThatConnectsAfterAMomentIsReadOnceAtTheStart() {
        remote.set("a", 1);
        List<StoreListener> subscribed = new ArrayList<>();
        MirroredFeatureFlagStore mirror = started(new OverridableStore(remote) {
            @Override
            public Optional<Subscription> subscribe(StoreListener listener) {
                subscribed.add(listener);
                return Optional.of(() -> {});
            }
        });
        tasks.advance(MirrorSynchronizer.PATIENCE_AT_THE_START.minusMillis(1));
        assertThat(remote.fullReadings).hasValue(0);
        subscribed.forEach(StoreListener::connected);
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
        tasks.advance(POLL.minusMillis(1));
        assertThat(remote.fullReadings).hasValue(1);
    }

    /** A client library may tell of each attempt to connect that has failed. */
    @Test
    void aStoreThatDisconnectsAgainAndAgainIsReadAllTheSame() {
        MirroredFeatureFlagStore mirror = started(remote);
        remote.notifies = false;
        remote.set("a", 1);
        for (int i = 0; i < 600; i++) {
            remote.listeners.forEach(StoreListener::disconnected);
            tasks.advance(Duration.ofMillis(50));
        }
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(remote.fullReadings).as("half a minute").hasValueLessThan(10);
        assertThat(mirror.status().staleSince()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aConnectionThatFlapsIsFollowed() {
        MirroredFeatureFlagStore mirror = started(remote);
        for (int i = 0; i < 1000; i++) {
            remote.set("a", i);
            remote.listeners.forEach(StoreListener::disconnected);
            remote.listeners.forEach(StoreListener::connected);
            remote.listeners.forEach(StoreListener::disconnected);
            remote.listeners.forEach(StoreListener::connected);
            tasks.advance(Duration.ofMillis(10));
            assertThat(value(mirror, "a")).isEqualTo(i);
            assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
        }
        assertThat(tasks.waiting()).as("what is obsolete does not wait").isLessThan(5);
    }

    @Test
    void aConnectionThatIsLostAtOnceAgainAndAgainDoesNotPutReadingsOff() {
        MirroredFeatureFlagStore mirror = started(remote);
        remote.notifies = false;
        for (int i = 0; i < 100; i++) {
            remote.set("a", i);
            remote.listeners.forEach(StoreListener::connected);
            remote.listeners.forEach(StoreListener::disconnected);
            tasks.advance(Duration.ofMillis(50));
            assertThat(value(mirror, "a")).isEqualTo(i);
        }
        assertThat(mirror.status().staleSince()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aConnectionDuringAReadingIsFollowedByAnother() {
        MirroredFeatureFlagStore mirror = started(remote);
        remote.onTheWay = () -> {
            remote.onTheWay = () -> {};
            remote.data.create(flag("a"));
            remote.listeners.forEach(StoreListener::connected);
        };
        tasks.advance(POLL);
        assertThat(mirror.get("a")).isNotNull();
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void hintsDuringAnOutageNeitherPutOffTheNextAttemptNorHurryIt() {
        MirroredFeatureFlagStore mirror = started(remote);
        remote.onTheWay = () -> reject("overloaded");
        int before = remote.readings.get() + remote.fullReadings.get();
        for (int i = 0; i < 6000; i++) {
            for (int flag = 0; flag < 150; flag++) {
                remote.tell("flag" + (flag % (i % 2 == 0 ? 150 : 10)));
            }
            tasks.advance(Duration.ofMillis(10));
        }
        assertThat(remote.readings.get() + remote.fullReadings.get() - before)
                .as("attempts in a minute")
                .isBetween(58, 70);
        remote.set("a", 1);
        remote.onTheWay = () -> {};
        for (int i = 0; i < 200; i++) {
            remote.tell("flag" + i);
            tasks.advance(Duration.ofMillis(10));
        }
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
    }

    /** Nothing is missed, as all flags are read instead, and the log is not flooded. */
    @Test
    void aFlagThatCannotBeReadByItselfIsToldOnce() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = started(failing);
        failing.failAt(FailingStore.Call.GET, new StoreException("no index", null));
        for (int i = 0; i < 100; i++) {
            remote.set("a", i);
            tasks.runDue();
            assertThat(mirror.status().state()).isEqualTo(State.STALE);
            tasks.advance(Duration.ofMillis(100));
            assertThat(value(mirror, "a")).isEqualTo(i);
            assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
        }
        assertThat(log.warnings())
                .containsExactly("The flag 'a' cannot be read from the FailingStore by itself: when it has changed all"
                        + " flags are read instead");
        assertThat(log.infos()).isEmpty();
        remote.cut();
        tasks.advance(POLL);
        remote.mend();
        tasks.runDue();
        remote.set("a", 1);
        tasks.advance(Duration.ofMillis(100));
        assertThat(log.warnings()).as("told again after an outage").hasSize(3);
    }

    @Test
    void whatWasReadBeforeAFlagThatFailsIsTakenOver() {
        MirroredFeatureFlagStore mirror = started(remote);
        remote.set("a", 1);
        remote.set("b", 1);
        AtomicInteger calls = new AtomicInteger();
        remote.onTheWay = () -> {
            if (calls.incrementAndGet() > 1) {
                reject("lost");
            }
        };
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(mirror.get("b")).isNull();
    }

    @Test
    void aHintWithoutANameHasEverythingRead() {
        MirroredFeatureFlagStore mirror = started(remote);
        remote.set("a", 1);
        remote.tell(null);
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(remote.fullReadings).hasValue(2);
        remote.set("a", 2);
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo(2);
        assertThat(remote.fullReadings).hasValue(2);
        assertThat(log.errors()).isEmpty();
    }

    /** As when memory runs out in the store, and again where that is to be logged. */
    @Test
    void aFailureThatCannotBeToldDoesNotEndTheAttempts() {
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ZERO)
                .tasks(tasks)
                .clock(() -> {
                    if (remote.away) {
                        throw new OutOfMemoryError();
                    }
                    return tasks.instant();
                })
                .build();
        tasks.runDue();
        remote.away = true;
        for (int i = 0; i < 10; i++) {
            try {
                tasks.advance(POLL);
            } catch (OutOfMemoryError e) {
                assertThat(remote.away).isTrue();
            }
        }
        remote.set("a", 1);
        remote.away = false;
        tasks.advance(Duration.ofSeconds(2));
        assertThat(value(mirror, "a")).isEqualTo(1);
    }

    @Test
    void aStoreThatHangsIsStaleSinceTheBeginningAlsoWhenItFailsThen() {
        MirroredFeatureFlagStore mirror = started(remote);
        remote.onTheWay = () -> {
            tasks.pass(POLL.multipliedBy(5));
            reject("timeout");
        };
        tasks.advance(POLL);
        assertThat(mirror.status().staleSince()).isEqualTo(Instant.EPOCH.plus(POLL));
    }

    @Test
    void aReadingThatIsOverDoesNotHang() {
        MirroredFeatureFlagStore mirror = started(remote);
        remote.set("a", 1);
        tasks.runDue();
        tasks.pass(POLL.plusSeconds(1));
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void aPauseMayBeForEver() {
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .pollInterval(Duration.ofSeconds(Long.MAX_VALUE))
                .build();
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
        remote.cut();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> mirror.create(flag("a")));
        mirror.close();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aShortPollIntervalHoldsWhileNothingIsNotifiedToo() {
        MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .tasks(tasks)
                .clock(tasks)
                .random(() -> -1L)
                .build();
        tasks.runDue();
        remote.listeners.forEach(StoreListener::disconnected);
        tasks.advance(Duration.ofMillis(100));
        remote.set("a", 1);
        tasks.runDue();
        remote.notifies = false;
        remote.set("a", 2);
        tasks.advance(Duration.ofMillis(200));
        assertThat(value(mirror, "a")).isEqualTo(2);
    }
}
