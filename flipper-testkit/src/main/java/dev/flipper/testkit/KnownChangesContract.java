package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.testkit.Notices.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What a store tells that holds the flags in this process, so that it knows how they change. */
abstract class KnownChangesContract extends NotificationsContract {

    private static final int FEW = 20;

    /** Skips the test if the store gives hints only. */
    private Notices listenToChanges() {
        Notices notices = listen(store);
        created("probe");
        notices.awaitChangeOf("probe");
        assumeTrue(!notices.changesOf("probe").contains(null), "the store does not know how flags change");
        return notices;
    }

    /** One flag through two lives; gives what the store said of each change. */
    private List<Change> live(FeatureFlagStore writer) {
        List<Change> changes = new ArrayList<>();
        for (int life = 0; life < 2; life++) {
            FlagDefinition born = flag("flag", Map.of("life", life));
            assertThat(writer.create(born)).isTrue();
            changes.add(new Change(null, born));
            for (int i = 0; i < FEW; i++) {
                Map<String, Object> data = Map.of("life", life, "i", i);
                changes.add(present(writer.update("flag", flag -> flag.withClientData(data)), "update"));
            }
            changes.add(present(writer.delete("flag"), "delete"));
        }
        return changes;
    }

    @Test
    void ownChangesAreToldOnceByTheThreadThatMakesThem() {
        Notices notices = listenToChanges();
        assertThat(live(store)).isEqualTo(notices.changesOf("flag"));
        assertThat(notices.all())
                .filteredOn(notice -> notice.flag().equals("flag"))
                .extracting(Notice::thread)
                .containsOnly(Thread.currentThread());
        assertThat(notices.all()).as("told when they show").allMatch(Notices::isShown);
    }

    /** Of a store that gives hints one too many is harmless, and an old one may come late. */
    @Test
    void whatChangesNothingIsNotTold() {
        created("flag");
        Notices notices = listenToChanges();
        store.create(flag("flag", Map.of("x", 1)));
        store.update("flag", flag -> flag);
        store.update("absent", flag -> flag.withEnabled(true));
        store.delete("absent");
        assertThat(notices.all()).extracting(Notice::flag).doesNotContain("flag", "absent");
    }

    /** A local copy may have missed states in between, but not the last one, and it makes no leap. */
    @Test
    void changesOfOthersAreToldAsAChain() {
        Notices notices = listenToChanges();
        live(second);
        FlagDefinition last = flag("flag", Map.of("life", "the last"));
        assertThat(second.create(last)).isTrue();
        eventually(store, notices, () -> Chain.assertInOrder(notices.changesOf("flag"), null, last));
    }

    @Test
    void changesOfManyThreadsAreEachToldOnce() throws InterruptedException {
        assumeTrue(changesAreAtomic(), "the store does not promise atomic changes");
        Notices notices = listenToChanges();
        FlagDefinition first = created("flag");
        Queue<Change> changes = new ConcurrentLinkedQueue<>();
        changes.add(new Change(null, first));
        race((thread, round) -> {
            Map<String, Object> data = Map.of("thread", thread, "round", round);
            changes.add(present(store.update("flag", flag -> flag.withClientData(data)), "update"));
        });
        List<Change> told = notices.changesOf("flag");
        assertThat(told).hasSize(changes.size());
        Chain.assertUnbroken(told, null, stored("flag"));
    }
}
