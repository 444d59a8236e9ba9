package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Subscription;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.StoreListener;
import dev.flipper.testkit.Notices.Kind;
import dev.flipper.testkit.Notices.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Being told of changes, whoever made them. */
abstract class NotificationsContract extends ConcurrencyContract {

    private static final int FEW = 50;
    private static final int NAMES = 5;

    @Test
    void saysWhetherItTellsOfChanges() {
        Optional<Subscription> subscription = store.subscribe(flag -> {});
        subscription.ifPresent(this::opened);
        assertThat(subscription.isPresent())
                .as("it gives a subscription, as tellsOfChanges() says")
                .isEqualTo(tellsOfChanges());
    }

    @Test
    void connectedComesFirst() {
        Notices notices = listen(store);
        created("flag");
        notices.awaitChangeOf("flag");
        assertThat(notices.all().get(0).kind()).isEqualTo(Kind.CONNECTED);
    }

    @Test
    void tellsOfItsOwnChanges() {
        assertTold(store, store);
    }

    @Test
    void tellsOfTheChangesOfOthers() {
        assertTold(store, second);
    }

    /** Each change is one of another flag: a notice that came twice must not stand in for one that did not come. */
    private void assertTold(FeatureFlagStore listening, FeatureFlagStore writing) {
        List.of("updated", "removed").forEach(this::created);
        Notices notices = listen(listening);
        writing.create(flag("created"));
        notices.awaitChangeOf("created");
        writing.update("updated", flag -> flag.withEnabled(true));
        notices.awaitChangeOf("updated");
        writing.delete("removed");
        notices.awaitChangeOf("removed");
    }

    @Test
    void everyListenerIsTold() {
        Notices one = listen(store);
        Notices other = listen(store);
        Notices ofSecond = listen(second);
        created("flag");
        List.of(one, other, ofSecond).forEach(notices -> notices.awaitChangeOf("flag"));
    }

    @Test
    void changesOfOneThreadAreToldInOrder() {
        Notices notices = listen(store);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            names.add("flag" + i * 7 % FEW);
        }
        names.forEach(this::created);
        names.forEach(notices::awaitChangeOf);
        List<String> told = notices.all().stream()
                .filter(notice -> notice.kind() == Kind.CHANGED)
                .map(Notice::flag)
                .distinct()
                .toList();
        assertThat(told).isEqualTo(names);
    }

    /**
     * Somebody who reads a flag again whenever it is told ends with the last state. Would a notice come before the
     * change shows, the flag could be read too early, and never again.
     */
    @Test
    void whoFollowsEndsWithTheLastState() throws InterruptedException {
        Random random = new Random(FEW);
        follow(() -> changeAtRandom(random, FEW));
    }

    @Test
    void whoFollowsABurstEndsWithTheLastState() throws InterruptedException {
        List<Random> randoms = new ArrayList<>();
        for (int thread = 0; thread < Race.THREADS; thread++) {
            randoms.add(new Random(thread));
        }
        follow(() -> {
            race((thread, round) -> changeAtRandom(randoms.get(thread), 1));
            return true;
        });
    }

    private void follow(Callable<Boolean> writing) throws InterruptedException {
        Follower follower = new Follower(store, listen(store), Race.patience(patience()));
        Race.runAll(Race.patience(patience()), List.of(() -> writing.call() && store.create(flag("end")), () -> {
            follower.await("end", flag("end"));
            return true;
        }));
        for (int i = 0; i < NAMES; i++) {
            String name = "flag" + i;
            follower.await(name, stored(name));
        }
    }

    private boolean changeAtRandom(Random random, int changes) {
        for (int i = 0; i < changes; i++) {
            FeatureFlagStore writer = random.nextBoolean() ? store : second;
            String name = "flag" + random.nextInt(NAMES);
            int number = random.nextInt();
            switch (random.nextInt(4)) {
                case 0 -> writer.delete(name);
                case 1 -> writer.update(name, flag -> flag.withClientData(Map.of("x", number)));
                default -> writer.create(flag(name, Map.of("x", number)));
            }
        }
        return true;
    }

    @Test
    void aListenerThatThrowsHindersNobody() {
        Notices before = listen(store);
        store.subscribe(new Thrower()).ifPresent(this::opened);
        Notices after = listen(store);
        created("flag");
        assertThat(store.update("flag", flag -> flag.withEnabled(true))).isNotNull();
        assertStored(store, "flag", flag("flag").withEnabled(true));
        created("other");
        for (Notices notices : List.of(before, after)) {
            notices.awaitChangeOf("flag");
            notices.awaitChangeOf("other");
        }
    }

    private static final class Thrower implements StoreListener {
        @Override
        public void connected() {
            throw new PlannedFailure();
        }

        @Override
        public void changed(String flag) {
            throw new PlannedFailure();
        }
    }

    @Test
    void closingASubscriptionEndsIt() {
        Notices staying = listen(store);
        Notices leaving = new Notices(store, patience());
        Subscription subscription = store.subscribe(leaving).orElseThrow();
        leaving.awaitConnected();
        created("flag");
        leaving.awaitChangeOf("flag");
        subscription.close();
        subscription.close();
        // The first may meet a call that is under way.
        for (String name : List.of("first", "second")) {
            created(name);
            staying.awaitChangeOf(name);
        }
        assertThat(leaving.all()).extracting(Notice::flag).doesNotContain("second");
    }
}
