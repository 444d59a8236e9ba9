package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.FlagFormatException;
import dev.flipper.LogCapture;
import dev.flipper.store.AuditingStore.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read, written and passed on, with background work that is done when the test says so. */
class ReplicatedFeatureFlagStoreTest {

    private final AuditingStore primary = new AuditingStore("primary");
    private final AuditingStore first = new AuditingStore("first");
    private final AuditingStore second = new AuditingStore("second");
    private final ManualTasks tasks = new ManualTasks();
    private final ReplicatedFeatureFlagStore store = store(primary, first, second);
    private final LogCapture log = new LogCapture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private ReplicatedFeatureFlagStore store(FeatureFlagStore primaryStore, FeatureFlagStore... replicas) {
        ReplicatedFeatureFlagStoreBuilder settings = ReplicatedFeatureFlagStore.builder(primaryStore);
        for (FeatureFlagStore replica : replicas) {
            settings.replica(replica);
        }
        return new ReplicatedFeatureFlagStore(settings, number -> tasks, tasks, () -> -1);
    }

    @Test
    void readsThePrimaryOnly() {
        primary.create(flag("a", 1));
        primary.create(flag("b", 2));
        assertThat(store.get("a")).isEqualTo(flag("a", 1));
        assertThat(store.get("c")).isNull();
        assertThat(new KeptSlot(store, "b").get()).isEqualTo(flag("b", 2));
        List<String> all = new ArrayList<>();
        store.forEach(new NameVisitor(all));
        assertThat(all).containsExactlyInAnyOrder("a", "b");
        List<String> page = new ArrayList<>();
        store.list(1, 1, new NameVisitor(page));
        assertThat(page).containsExactly("b");
        tasks.runDue();
        assertThat(first.calls()).isZero();
    }

    @Test
    void passesEachWriteOnAsAWriteOfItsOwn() {
        assertThat(store.create(flag("a", 1))).isTrue();
        assertThat(store.update("a", to(2)).after()).isEqualTo(flag("a", 2));
        assertThat(store.update("a", to(3)).before()).isEqualTo(flag("a", 2));
        assertThat(store.delete("a")).isEqualTo(new Change(flag("a", 3), null));
        assertThat(store.create(flag("a", 4))).isTrue();
        assertThat(first.audit()).as("in the background").isEmpty();
        tasks.runDue();
        assertThat(primary.audit())
                .containsExactly(
                        new Entry("a", flag("a", 1)),
                        new Entry("a", flag("a", 2)),
                        new Entry("a", flag("a", 3)),
                        new Entry("a", null),
                        new Entry("a", flag("a", 4)));
        assertThat(first.audit()).isEqualTo(primary.audit());
        assertThat(second.audit()).isEqualTo(primary.audit());
        assertThat(store.replicas())
                .containsExactly(
                        new ReplicaStatus(1, "first", null, 0, null, 0, 0),
                        new ReplicaStatus(2, "second", null, 0, null, 0, 0));
    }

    @Test
    void whatWritesNothingIsNotPassedOn() {
        primary.create(flag("a", 1));
        assertThat(store.create(flag("a", 2))).isFalse();
        assertThat(store.update("a", old -> old).after()).isEqualTo(flag("a", 1));
        assertThat(store.update("b", to(1))).isNull();
        assertThat(store.delete("b")).isNull();
        tasks.runDue();
        assertThat(first.calls()).isZero();
    }

    @Test
    void aReplicaIsBroughtToTheStateWhateverItHad() {
        TextStore broken = new TextStore().put("a", "{").put("b", flag("b", 7).toJson());
        ReplicatedFeatureFlagStore replicated = store(new MemoryFeatureFlagStore(), broken);
        replicated.create(flag("a", 1));
        replicated.create(flag("b", 1));
        replicated.create(flag("c", 1));
        replicated.update("c", to(2));
        broken.put("d", "{");
        replicated.create(flag("d", 1));
        replicated.delete("d");
        tasks.runDue();
        assertThat(broken.get("a")).isEqualTo(flag("a", 1));
        assertThat(broken.get("b")).isEqualTo(flag("b", 1));
        assertThat(broken.get("c")).isEqualTo(flag("c", 2));
        assertThat(broken.get("d")).isNull();
    }

    @Test
    void anUnreadableFlagThatIsRemovedIsRemovedFromTheReplicas() {
        TextStore broken = new TextStore().put("a", "{");
        ReplicatedFeatureFlagStore replicated = store(broken, first);
        first.create(flag("a", 1));
        assertThat(replicated.delete("a")).isEqualTo(new Change(null, null));
        tasks.runDue();
        assertThat(first.flags()).isEmpty();
    }

    @Test
    void theFailureOfThePrimaryIsTheCallers() {
        IllegalStateException failure = new IllegalStateException("away");
        primary.create(flag("a", 1));
        primary.failWith(failure);
        assertThatIllegalStateException()
                .isThrownBy(() -> store.update("a", to(2)))
                .isSameAs(failure);
        tasks.runDue();
        assertThat(first.calls()).as("nothing can have been written").isZero();
    }

    @Test
    void theFailureOfAChangeIsTheCallers() {
        primary.create(flag("a", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.update("a", old -> {
                    throw new IllegalArgumentException();
                }));
        TextStore broken = new TextStore().put("a", "{");
        assertThatExceptionOfType(FlagFormatException.class)
                .isThrownBy(() -> store(broken, second).update("a", to(2)));
        tasks.runDue();
        assertThat(first.calls() + second.calls()).isZero();
    }

    /** The backend made the change, and then the connection broke. */
    @Test
    void whatIsInDoubtIsCopied() {
        FeatureFlagStore doubtful = new OverridableStore(primary) {
            @Override
            public boolean create(FlagDefinition definition) {
                super.create(definition);
                throw new IllegalStateException("timeout");
            }

            @Override
            public Change update(String name, UnaryOperator<FlagDefinition> change) {
                super.update(name, change);
                throw new IllegalStateException("timeout");
            }

            @Override
            public Change delete(String name) {
                super.delete(name);
                throw new IllegalStateException("timeout");
            }
        };
        ReplicatedFeatureFlagStore replicated = store(doubtful, first);
        assertThatIllegalStateException().isThrownBy(() -> replicated.create(flag("a", 1)));
        tasks.runDue();
        assertThat(first.flags()).containsOnlyKeys("a");
        assertThatIllegalStateException().isThrownBy(() -> replicated.update("a", to(2)));
        tasks.runDue();
        assertThat(first.flags()).containsEntry("a", flag("a", 2));
        assertThatIllegalStateException().isThrownBy(() -> replicated.delete("a"));
        tasks.runDue();
        assertThat(first.flags()).isEmpty();
    }

    @Test
    void worksWithoutReplicas() {
        ReplicatedFeatureFlagStore alone = new ReplicatedFeatureFlagStore(primary);
        assertThat(alone.create(flag("a", 1))).isTrue();
        alone.resync();
        assertThat(alone.replicas()).isEmpty();
        alone.close();
        assertThat(primary.closings()).isOne();
    }

    @Test
    void settingsAreChecked() {
        ReplicatedFeatureFlagStoreBuilder settings =
                ReplicatedFeatureFlagStore.builder(primary).replica(first);
        String twice = " is given twice; primary and replicas have to be different stores";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.replica(first))
                .withMessage("The store first" + twice);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplicatedFeatureFlagStore(primary, first, primary))
                .withMessage("The store primary" + twice);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.queueCapacity(0))
                .withMessage("The queue capacity must be 1 or more, it is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.closeTimeout(Duration.ofMillis(-1)))
                .withMessage("The close timeout must not be negative, it is PT-0.001S");
        assertThatNullPointerException()
                .isThrownBy(() -> new ReplicatedFeatureFlagStore(primary, (FeatureFlagStore) null));
        assertThatNullPointerException().isThrownBy(() -> ReplicatedFeatureFlagStore.builder(null));
        settings.closeTimeout(Duration.ofSeconds(Long.MAX_VALUE)).build().close();
        assertThat(first.closings()).isOne();
    }

    @Test
    void listensToThePrimary() {
        assertThat(store(new TextStore()).subscribe(flag -> {})).isEqualTo(Optional.empty());
        assertThat(store).hasToString("ReplicatedFeatureFlagStore[primary, [Replica 1 (first), Replica 2 (second)]]");
    }

    /** Two processes may create and remove the same flag of a replica all the time; this one does not try for ever. */
    @Test
    void aFlagThatCanNeitherBeUpdatedNorCreatedIsAFailure() {
        FeatureFlagStore never = new OverridableStore(first) {
            @Override
            public boolean create(FlagDefinition definition) {
                super.get(definition.name());
                return false;
            }
        };
        ReplicatedFeatureFlagStore replicated = store(primary, never);
        replicated.create(flag("a", 1));
        tasks.runDue();
        assertThat(first.calls()).isEqualTo(20);
        assertThat(replicated.replicas().get(0).lastFailure())
                .isEqualTo("dev.flipper.StoreException: The flag 'a' was neither there nor could it be created,"
                        + " 10 times");
    }
}
