package dev.flipper.store;

import static dev.flipper.store.RemoteStore.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FlagFormatException;
import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.StoreStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that happens in the background happens here when the test says so. */
class MirroredFeatureFlagStoreTest {

    private static final Duration POLL = Duration.ofSeconds(60);

    private final RemoteStore remote = new RemoteStore();
    private final ManualTasks tasks = new ManualTasks();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void release() {
        log.close();
    }

    private MirroredFeatureFlagStore started() {
        return MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ZERO)
                .tasks(tasks)
                .clock(tasks)
                .random(() -> -1L) // the whole pause
                .build();
    }

    private MirroredFeatureFlagStore mirrored() {
        MirroredFeatureFlagStore mirror = started();
        tasks.runDue();
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
        return mirror;
    }

    private static Object value(FeatureFlagStore store, String flag) {
        return store.get(flag).metadata().clientData().get("value");
    }

    @Test
    void readsEverythingOnceAtTheStart() {
        remote.set("a", 1);
        remote.set("b", 2);
        remote.corrupt("c");
        MirroredFeatureFlagStore mirror = mirrored();
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(value(mirror, "b")).isEqualTo(2);
        assertThat(mirror.get("absent")).isNull();
        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> mirror.get("c"))
                .isSameAs(remote.broken.get("c"));
        assertThat(remote.fullReadings).hasValue(1);
        assertThat(remote.readings).hasValue(0);
        assertThat(mirror.status())
                .isEqualTo(new StoreStatus("RemoteStore, mirrored", State.CONNECTED, null, Instant.EPOCH));
    }

    @Test
    void listsFromTheCopy() {
        remote.set("b", 1);
        remote.set("a", 1);
        remote.corrupt("c");
        MirroredFeatureFlagStore mirror = mirrored();
        remote.away = true;
        List<String> names = new ArrayList<>();
        mirror.list(10, 0, new NameVisitor(names));
        assertThat(names).containsExactly("unreadable c: document", "a", "b");
    }

    @Test
    void followsNotifications() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        Supplier<FlagDefinition> reader = new KeptSlot(mirror, "a");
        remote.set("a", 2);
        remote.set("a", 3);
        assertThat(value(mirror, "a")).isEqualTo(1);
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo(3);
        assertThat(remote.readings).as("two hints, one reading").hasValue(1);
        remote.remove("a");
        tasks.runDue();
        assertThat(mirror.get("a")).isNull();
        assertThat(reader.get()).isNull();
        remote.set("a", 4);
        tasks.runDue();
        assertThat(reader.get()).isSameAs(mirror.get("a")).isNotNull();
        assertThat(remote.fullReadings).hasValue(1);
    }

    @Test
    void manyHintsAreOneReadingOfEverything() {
        MirroredFeatureFlagStore mirror = mirrored();
        for (int i = 0; i <= 100; i++) {
            remote.set("flag" + i, i);
        }
        tasks.runDue();
        assertThat(remote.readings).hasValue(0);
        assertThat(remote.fullReadings).hasValue(2);
        List<String> names = new ArrayList<>();
        mirror.forEach(new NameVisitor(names));
        assertThat(names).hasSize(101);
    }

    @Test
    void ownWritesShowAtOnce() {
        MirroredFeatureFlagStore mirror = mirrored();
        assertThat(mirror.create(flag("a"))).isTrue();
        assertThat(mirror.get("a")).isEqualTo(flag("a"));
        assertThat(mirror.create(flag("a"))).isFalse();
        Change change = mirror.update("a", old -> old.withEnabled(true));
        assertThat(mirror.get("a")).isSameAs(change.after());
        assertThat(mirror.delete("a").before()).isEqualTo(change.after());
        assertThat(mirror.get("a")).isNull();
        assertThat(mirror.delete("a")).isNull();
        assertThat(mirror.update("a", old -> old)).isNull();
        remote.corrupt("a");
        tasks.runDue();
        assertThat(mirror.delete("a")).isEqualTo(new Change(null, null));
        assertThat(mirror.get("a")).isNull();
    }

    /** The reading began before the write, and its answer comes after: it must not bring the old state back. */
    @Test
    void aReadingThatOverlapsAnOwnWriteIsRepeated() {
        remote.set("a", "old");
        MirroredFeatureFlagStore mirror = mirrored();
        remote.onTheWay = () -> {
            remote.onTheWay = () -> {};
            remote.notifies = false;
            mirror.update("a", old -> old.withClientData(Map.of("value", "new")));
        };
        remote.tell("a");
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo("new");
        assertThat(remote.readings).hasValue(2);
    }

    @Test
    void aReadingOfEverythingThatOverlapsOwnWritesIsRepeatedForTheirFlags() {
        remote.set("changed", "old");
        remote.set("removed", "old");
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        remote.onTheWay = () -> {
            remote.onTheWay = () -> {};
            mirror.update("changed", old -> old.withClientData(Map.of("value", "new")));
            mirror.delete("removed");
            mirror.create(flag("created"));
        };
        tasks.advance(POLL);
        assertThat(value(mirror, "changed")).isEqualTo("new");
        assertThat(mirror.get("removed")).isNull();
        assertThat(mirror.get("created")).isNotNull();
    }

    /** While the outcome of a write is on its way, a reading may see the write or not; it must wait for the outcome. */
    @Test
    void aReadingDuringAnOwnWriteIsMadeAfterIt() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        List<Object> seen = new ArrayList<>();
        remote.written = () -> {
            remote.written = () -> {};
            // Another process comes after the write, and its notification before the write's outcome.
            remote.set("a", 3);
            tasks.runDue();
            seen.add(value(mirror, "a"));
            remote.notifies = false;
        };
        mirror.update("a", old -> old.withClientData(Map.of("value", 2)));
        seen.add(value(mirror, "a"));
        tasks.runDue();
        seen.add(value(mirror, "a"));
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void aWriteThatFailsIsLookedUp() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        remote.written = () -> {
            throw new StoreException("The answer was lost", null);
        };
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> mirror.update("a", old -> old.withClientData(Map.of("value", 2))));
        assertThat(value(mirror, "a")).isEqualTo(1);
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo(2);
    }

    @Test
    void aWriteThatMeetsTheUnexpectedShowsIt() {
        remote.set("a", 1);
        remote.set("b", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        remote.set("c", 3);
        assertThat(mirror.create(flag("c"))).isFalse();
        assertThat(value(mirror, "c")).isEqualTo(3);
        remote.remove("a");
        assertThat(mirror.update("a", old -> old.withEnabled(true))).isNull();
        assertThat(mirror.get("a")).isNull();
        remote.remove("b");
        assertThat(mirror.delete("b")).isNull();
        assertThat(mirror.get("b")).isNull();
        assertThat(remote.readings)
                .as("what is known without asking is not asked for")
                .hasValue(1);
        remote.corrupt("d");
        assertThat(mirror.create(flag("d"))).isFalse();
        assertThatExceptionOfType(FlagFormatException.class).isThrownBy(() -> mirror.get("d"));
    }

    /** The answer to the creation has come; that the name's owner cannot be read then is no failure of the creation. */
    @Test
    void aRefusedCreationIsNoFailureIfTheStoreIsLostThen() {
        MirroredFeatureFlagStore mirror = mirrored();
        remote.notifies = false;
        remote.set("a", 1);
        remote.written = () -> remote.away = true;
        assertThat(mirror.create(flag("a"))).isFalse();
        assertThat(mirror.get("a")).isNull();
        remote.written = () -> {};
        remote.away = false;
        tasks.advance(Duration.ofSeconds(2));
        assertThat(value(mirror, "a")).isEqualTo(1);
    }

    @Test
    void whatTheChangeThrowsReachesTheCaller() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        IllegalStateException failure = new IllegalStateException();
        assertThat(catchThrowable(() -> mirror.update("a", old -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(value(mirror, "a")).isEqualTo(1);
    }

    @Test
    void theLastKnownStateAnswersWhileTheStoreIsAway() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        tasks.advance(Duration.ofSeconds(10));
        Instant cut = tasks.instant();
        remote.cut();
        assertThat(mirror.status())
                .isEqualTo(new StoreStatus("RemoteStore, mirrored", State.STALE, cut, Instant.EPOCH));
        remote.set("a", 2);
        tasks.advance(Duration.ofHours(1));
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> mirror.delete("a"));
        assertThat(mirror.status().staleSince()).isEqualTo(cut);
        remote.mend();
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo(2);
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
        assertThat(log.warnings())
                .containsExactly("The flags cannot be read from the RemoteStore: flags answer as they were read at "
                        + Instant.EPOCH + " until that succeeds, which is tried again and again");
        assertThat(log.infos()).containsExactly("All flags have been read from the RemoteStore, after PT1H");
    }

    /** The store's client library may notice neither the loss of the connection nor its return. */
    @Test
    void catchesUpByItselfWithinTwoSeconds() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.away = true;
        tasks.advance(POLL.multipliedBy(10));
        assertThat(mirror.status().state()).isEqualTo(State.STALE);
        remote.set("a", 2);
        remote.away = false;
        tasks.advance(Duration.ofSeconds(2));
        assertThat(value(mirror, "a")).isEqualTo(2);
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void attemptsBecomeRarerButNeverEnd() {
        mirrored();
        remote.cut();
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pauses.add(pauseBeforeTheNextAttempt());
        }
        assertThat(pauses.subList(4, 8)).allMatch(pause -> pause.toMillis() == 1000 || pause.toMillis() == 999);
        assertThat(pauses.get(0)).isLessThan(pauses.get(1));
        assertThat(pauses.get(1)).isLessThan(pauses.get(2));
    }

    private Duration pauseBeforeTheNextAttempt() {
        Instant before = tasks.instant();
        tasks.runNext();
        return Duration.between(before, tasks.instant());
    }

    /** As when only the channel of notifications is lost. */
    @Test
    void readsNowAndThenWhileNothingIsNotified() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.listeners.forEach(StoreListener::disconnected);
        remote.notifies = false;
        remote.set("a", 2);
        tasks.advance(Duration.ofSeconds(2));
        assertThat(value(mirror, "a")).isEqualTo(2);
        assertThat(mirror.status().state()).isEqualTo(State.STALE);
        int before = remote.fullReadings.get();
        tasks.advance(Duration.ofHours(1));
        assertThat(remote.fullReadings.get() - before).isBetween(60, 70);
        remote.listeners.forEach(StoreListener::connected);
        tasks.runDue();
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void pollsEvenIfNothingIsNotified() {
        remote.notifies = false;
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.set("a", 2);
        tasks.advance(POLL.minusSeconds(1));
        assertThat(value(mirror, "a")).isEqualTo(1);
        tasks.advance(Duration.ofSeconds(1));
        assertThat(value(mirror, "a")).isEqualTo(2);
        assertThat(mirror.status().lastSynchronized()).isAfter(Instant.EPOCH.plus(POLL.minusSeconds(1)));
        tasks.advance(POLL.multipliedBy(3));
        assertThat(remote.fullReadings).hasValue(5);
    }

    @Test
    void startsWithoutTheStore() {
        remote.away = true;
        MirroredFeatureFlagStore mirror = started();
        tasks.runDue();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> mirror.get("a"))
                .withMessage("The flags have not been read from the RemoteStore yet")
                .withRootCauseInstanceOf(StoreException.class);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> new KeptSlot(mirror, "a").get());
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> mirror.list(1, 0, new NameVisitor(new ArrayList<>())));
        assertThat(mirror.status())
                .isEqualTo(new StoreStatus("RemoteStore, mirrored", State.STALE, Instant.EPOCH, null));
        assertThat(log.warnings())
                .containsExactly("The flags cannot be read from the RemoteStore: flags answer their defaults until that"
                        + " succeeds, which is tried again and again");
        tasks.advance(Duration.ofDays(1));
        remote.set("a", 1);
        remote.away = false;
        tasks.advance(Duration.ofSeconds(2));
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(mirror.get("absent")).isNull();
        assertThat(remote.listeners).hasSize(1);
        remote.set("a", 2);
        tasks.runDue();
        assertThat(value(mirror, "a")).isEqualTo(2);
    }

    @Test
    void aStoreThatHangsIsStaleOnceAPollTakesTooLong() {
        MirroredFeatureFlagStore mirror = mirrored();
        List<StoreStatus> seen = new ArrayList<>();
        remote.onTheWay = () -> {
            remote.onTheWay = () -> {};
            Instant begun = tasks.instant();
            tasks.pass(POLL);
            seen.add(mirror.status());
            tasks.pass(Duration.ofMillis(1));
            seen.add(mirror.status());
            assertThat(mirror.status().staleSince()).isEqualTo(begun);
        };
        tasks.advance(POLL);
        assertThat(seen).extracting(StoreStatus::state).containsExactly(State.CONNECTED, State.STALE);
        assertThat(mirror.status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void tellsItsListenersOfEachChangeWithBothStates() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        List<String> told = new ArrayList<>();
        Subscription subscription = mirror.subscribe(new Teller(told)).orElseThrow();
        remote.set("a", 2);
        tasks.runDue();
        mirror.update("a", old -> old.withClientData(Map.of("value", 3)));
        tasks.runDue();
        remote.notifies = false;
        remote.set("a", 4);
        mirror.update("a", old -> old.withClientData(Map.of("value", 5)));
        remote.remove("a");
        tasks.advance(POLL);
        remote.set("b", 1);
        tasks.advance(POLL);
        remote.corrupt("b");
        tasks.advance(POLL);
        tasks.advance(POLL);
        remote.broken.clear();
        tasks.advance(POLL);
        subscription.close();
        mirror.delete("b");
        assertThat(told)
                .containsExactly(
                        "connected",
                        "a: 1 -> 2",
                        "a: 2 -> 3",
                        "a: 3 -> 4",
                        "a: 4 -> 5",
                        "a: 5 -> null",
                        "b: null -> 1",
                        "b",
                        "b: null -> 1");
    }

    private record Teller(List<String> told) implements StoreListener {
        @Override
        public void connected() {
            told.add("connected");
        }

        @Override
        public void changed(String flag) {
            told.add(flag);
        }

        @Override
        public void changed(String flag, Change change) {
            told.add(flag + ": " + value(change.before()) + " -> " + value(change.after()));
        }

        private static Object value(FlagDefinition definition) {
            return definition == null
                    ? null
                    : definition.metadata().clientData().get("value");
        }
    }

    @Test
    void rubbishIsTheStoresFailure() {
        remote.set("a", 1);
        MirroredFeatureFlagStore mirror = mirrored();
        remote.rubbish = flag("other");
        remote.tell("a");
        tasks.advance(Duration.ofSeconds(1));
        assertThat(value(mirror, "a")).isEqualTo(1);
        assertThat(log.thrown())
                .singleElement()
                .hasToString("dev.flipper.StoreException: Asked for the flag 'a' the store gave the flag 'other'");
    }

    @Test
    void closesTheStoreAndStops() {
        MirroredFeatureFlagStore mirror = mirrored();
        mirror.create(flag("a"));
        mirror.close();
        assertThat(remote.closings).hasValue(1);
        assertThat(remote.listeners).isEmpty();
        assertThat(tasks.closed()).isTrue();
        assertThat(mirror.get("a")).isNotNull();
    }

    @Test
    void aSubscriptionThatComesAfterTheClosingIsClosed() {
        MirroredFeatureFlagStore[] mirror = new MirroredFeatureFlagStore[1];
        mirror[0] = started();
        remote.onSubscribe = () -> mirror[0].close();
        tasks.runDue();
        assertThat(remote.listeners).isEmpty();
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MirroredFeatureFlagStore.builder(remote).startTimeout(Duration.ofMillis(-1)))
                .withMessage("The start timeout must not be negative, it is PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MirroredFeatureFlagStore.builder(remote).pollInterval(Duration.ZERO))
                .withMessage("The poll interval must be positive, it is PT0S");
    }

    /**
     * Changes from here and from elsewhere, cuts, lost notifications, all of them also while a reading is on its way:
     * no flag is ever seen in an older state than before, and in the end the copy is the store's content.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neverGoesBackAndEndsAsTheStore(long seed) {
        Random random = new Random(seed);
        MirroredFeatureFlagStore mirror = mirrored();
        FlagHistories histories = new FlagHistories(remote.data);
        Map<String, Object> followed = new HashMap<>();
        mirror.subscribe(new Follower(followed));
        for (int i = 0; i < 1000; i++) {
            String step = "seed " + seed + ", step " + i;
            String name = "flag" + random.nextInt(4);
            int number = i;
            remote.onTheWay = () -> {
                remote.onTheWay = () -> {};
                operate(mirror, random, name, number);
                histories.assertNotOlder(mirror, name, step);
            };
            if (random.nextBoolean()) {
                remote.onTheWay.run();
            }
            tasks.advance(Duration.ofMillis(random.nextInt(1500)));
            histories.assertNotOlder(mirror, name, step);
        }
        remote.mend();
        tasks.advance(POLL);
        Map<String, Object> expected = new HashMap<>();
        remote.data.list(10, 0, new ByName(expected));
        Map<String, Object> copied = new HashMap<>();
        mirror.list(10, 0, new ByName(copied));
        assertThat(copied).as("seed " + seed).isEqualTo(expected);
        assertThat(followed).as("seed " + seed).isEqualTo(expected);
    }

    private void operate(MirroredFeatureFlagStore mirror, Random random, String name, int number) {
        switch (random.nextInt(8)) {
            case 0 -> remote.set(name, number);
            case 1 -> remote.remove(name);
            case 2 -> remote.data.update(name, old -> old.withClientData(Map.of("value", number)));
            case 3 -> remote.cut();
            case 4 -> remote.mend();
            default -> ownWrite(mirror, random, name, number);
        }
    }

    private void ownWrite(MirroredFeatureFlagStore mirror, Random random, String name, int number) {
        try {
            if (random.nextBoolean()) {
                FlagDefinition created = flag(name).withClientData(Map.of("value", number));
                if (mirror.create(created)) {
                    assertThat(mirror.get(name)).isEqualTo(created);
                }
            } else if (random.nextBoolean()) {
                Change change = mirror.update(name, old -> old.withClientData(Map.of("value", number)));
                if (change != null) {
                    assertThat(mirror.get(name)).isEqualTo(change.after());
                }
            } else if (mirror.delete(name) != null) {
                assertThat(mirror.get(name)).isNull();
            }
        } catch (StoreException e) {
            assertThat(remote.away).isTrue();
        }
    }

    private record ByName(Map<String, Object> found) implements FlagVisitor {
        @Override
        public void flag(FlagDefinition definition) {
            found.put(definition.name(), definition);
        }

        @Override
        public void unreadable(String name, FlagFormatException problem) {
            found.put(name, problem);
        }
    }

    private record Follower(Map<String, Object> known) implements StoreListener {
        @Override
        public void changed(String flag) {
            throw new AssertionError("no flag is unreadable here");
        }

        @Override
        public void changed(String flag, Change change) {
            assertThat(known.get(flag)).isEqualTo(change.before());
            if (change.after() == null) {
                known.remove(flag);
            } else {
                known.put(flag, change.after());
            }
        }
    }
}
