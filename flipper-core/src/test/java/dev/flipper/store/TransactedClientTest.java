package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagAlreadyExistsException;
import dev.flipper.FlagNotFoundException;
import dev.flipper.StoreException;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import dev.flipper.store.TransactionalStore.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client shows and tells of changes in transactions of the caller's, whatever stands before the store. */
@Timeout(60)
class TransactedClientTest {

    private final TransactionalStore store = new TransactionalStore();
    private final ManualTasks tasks = new ManualTasks();
    private final List<String> told = new ArrayList<>();
    private final List<FlagEvent> events = new ArrayList<>();
    private final List<FlagChange> external = new ArrayList<>();

    /** What stands between the client and the store. */
    enum Before {
        NOTHING,
        CACHE,
        MIRROR,
        REPLICATION;

        FeatureFlagStore store(FeatureFlagStore store, ManualTasks tasks) {
            return switch (this) {
                case NOTHING -> store;
                case CACHE -> new CachedFeatureFlagStore(store);
                case MIRROR -> mirrored(store, tasks);
                case REPLICATION -> replicated(mirrored(store, tasks), tasks);
            };
        }

        private static FeatureFlagStore mirrored(FeatureFlagStore store, ManualTasks tasks) {
            return MirroredFeatureFlagStore.builder(store)
                    .startTimeout(Duration.ZERO)
                    .tasks(tasks)
                    .clock(tasks)
                    .build();
        }

        private static FeatureFlagStore replicated(FeatureFlagStore store, ManualTasks tasks) {
            return new ReplicatedFeatureFlagStore(
                    ReplicatedFeatureFlagStore.builder(store).replica(new MemoryFeatureFlagStore()),
                    number -> tasks,
                    tasks,
                    () -> -1);
        }
    }

    private FeatureFlagClient open(Before before) {
        FeatureFlagClient client = FeatureFlagClient.builder(before.store(store, tasks))
                .name("main")
                .build();
        tasks.runDue();
        for (EventType type : EventType.values()) {
            client.events().on(type, event -> {
                told.add(event.type() + " " + event.flag());
                events.add(event);
            });
        }
        client.events().onExternalChange(external::add);
        return client;
    }

    private List<String> toldSince() {
        List<String> since = List.copyOf(told);
        told.clear();
        return since;
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSeenBeforeTheCommitAndAllOfItAfterwards(Before before) {
        FeatureFlagClient client = open(before);
        FeatureFlag handle = client.get("a");
        Transaction transaction = store.begin();
        client.create("a");
        client.enable("a");
        client.setClientData("a", Map.of("x", 1));
        client.create("b", true);
        client.destroy("b");
        tasks.runDue();
        assertThat(toldSince())
                .containsExactly(
                        "PRE_CREATE a", "PRE_ENABLE a", "PRE_SET_CLIENT_DATA a", "PRE_CREATE b", "PRE_DESTROY b");
        assertThat(handle.isEnabled()).isFalse();
        assertThat(client.isEnabled("a")).isFalse();
        assertThat(client.list()).isEmpty();

        List<Boolean> shown = new ArrayList<>();
        client.events().on(EventType.POST_CREATE, event -> shown.add(client.isEnabled("a")));
        transaction.commit();
        assertThat(shown).as("at the first event all is there already").containsExactly(true, true);
        assertThat(toldSince())
                .containsExactly(
                        "POST_CREATE a", "POST_ENABLE a", "POST_SET_CLIENT_DATA a", "POST_CREATE b", "POST_DESTROY b");
        assertThat(handle.isEnabled()).isTrue();
        assertThat(client.isEnabled("b")).isFalse();
        assertThat(client.list()).extracting(FeatureFlag::name).containsExactly("a");
        tasks.runDue();
        assertThat(external).isEmpty();
        assertThat(told).isEmpty();
        assertThat(events.get(6).before()).isNotNull().isEqualTo(events.get(5).after());
        assertThat(events.get(7).after()).isEqualTo(store.get("a"));
    }

    @ParameterizedTest
    @EnumSource
    void afterARollbackNothingIsEverSeen(Before before) {
        FeatureFlagClient client = open(before);
        client.create("a", true);
        tasks.runDue();
        told.clear();
        Transaction transaction = store.begin();
        client.disable("a");
        client.create("b", true);
        transaction.rollback();
        tasks.advance(Duration.ofHours(1));
        assertThat(toldSince()).containsExactly("PRE_DISABLE a", "PRE_CREATE b");
        assertThat(client.isEnabled("a")).isTrue();
        assertThat(client.exists("b")).isFalse();
        assertThat(client.isEnabled("b")).isFalse();
        assertThat(external).isEmpty();
        client.disable("a");
        assertThat(toldSince()).containsExactly("PRE_DISABLE a", "POST_DISABLE a");
    }

    @ParameterizedTest
    @EnumSource
    void managementReadsWhatTheTransactionSees(Before before) {
        FeatureFlagClient client = open(before);
        client.create("gone");
        Transaction transaction = store.begin();
        client.create("a", false, Map.of("x", 1));
        client.destroy("gone");
        assertThat(client.exists("a")).isTrue();
        assertThat(client.getClientData("a")).containsOnlyKeys("x");
        assertThat(client.getDefinition("a").enabled()).isFalse();
        assertThat(client.exists("gone")).isFalse();
        assertThatExceptionOfType(FlagAlreadyExistsException.class).isThrownBy(() -> client.create("a"));
        assertThatExceptionOfType(FlagNotFoundException.class).isThrownBy(() -> client.enable("gone"));
        transaction.suspend();
        assertThat(client.exists("gone")).as("outside of the transaction").isTrue();
        assertThat(client.exists("a")).isFalse();
        transaction.commit();
        assertThat(client.exists("a")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoHearsOfTheCommitMayChangeFlagsTheSameOneToo(Before before) {
        FeatureFlagClient client = open(before);
        client.events().on(EventType.POST_CREATE, event -> {
            if (event.flag().equals("a")) {
                client.enable("a");
                client.create("b");
            }
        });
        store.committed(() -> {
            client.create("a");
            client.setClientData("a", Map.of("x", 1));
        });
        assertThat(told)
                .containsSubsequence("POST_CREATE a", "POST_ENABLE a", "POST_CREATE b", "POST_SET_CLIENT_DATA a");
        assertThat(client.isEnabled("a")).isTrue();
        assertThat(client.exists("b")).isTrue();
        tasks.runDue();
        assertThat(external).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aVetoKeepsAChangeOutOfTheTransaction(Before before) {
        FeatureFlagClient client = open(before);
        client.events().on(EventType.PRE_ENABLE, event -> {
            throw new IllegalStateException("no");
        });
        store.committed(() -> {
            client.create("a");
            assertThatIllegalStateException().isThrownBy(() -> client.enable("a"));
        });
        assertThat(told).containsExactly("PRE_CREATE a", "PRE_ENABLE a", "POST_CREATE a");
        assertThat(client.isEnabled("a", true)).isFalse();
        assertThat(store.get("a").enabled()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anotherThreadMayEndTheTransaction(Before before) {
        FeatureFlagClient client = open(before);
        Transaction transaction = store.begin();
        client.create("a", true);
        transaction.suspend();
        List<Thread> tellers = new ArrayList<>();
        client.events().on(EventType.POST_CREATE, event -> tellers.add(Thread.currentThread()));
        Thread ender = new Thread(transaction::commit);
        ender.start();
        join(ender);
        assertThat(tellers).containsExactly(ender);
        assertThat(client.isEnabled("a")).isTrue();
        tasks.runDue();
        assertThat(external).isEmpty();
    }

    private static void join(Thread thread) {
        CompletableFuture.runAsync(() -> {
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a lock cannot be interrupted
    void twoTransactionsOnOneFlag(Before before) {
        FeatureFlagClient client = open(before);
        client.create("a");
        tasks.runDue();
        told.clear();
        Transaction first = store.begin();
        client.enable("a");
        first.suspend();
        CompletableFuture<Transaction> second = CompletableFuture.supplyAsync(
                () -> {
                    Transaction begun = store.begin();
                    client.setClientData("a", Map.of("x", 1));
                    return begun.suspend();
                },
                task -> new Thread(task).start());
        store.awaitWaiter();
        first.resume();
        client.setClientData("a", Map.of("y", 2));
        first.commit();
        assertThat(client.isEnabled("a")).isTrue();
        Transaction last = second.join();
        assertThat(told).endsWith("POST_ENABLE a", "POST_SET_CLIENT_DATA a").hasSize(5);
        last.commit();
        assertThat(told).hasSize(6);
        assertThat(client.getClientData("a")).containsOnlyKeys("x", "y");
        tasks.runDue();
        assertThat(external).isEmpty();
    }

    /** The store may forget to tell, but not the event; and what others do is still theirs. */
    @Test
    void changesByOthersThatComeToLightAtTheEndAreExternal() {
        store.tells = false;
        FeatureFlagClient client = open(Before.MIRROR);
        client.create("a");
        store.update("a", flag -> flag.withClientData(Map.of("x", 1)));
        FlagDefinition other = store.get("a");
        told.clear();
        store.committed(() -> client.enable("a"));
        assertThat(told).containsExactly("PRE_ENABLE a", "POST_ENABLE a");
        assertThat(external).extracting(FlagChange::after).containsExactly(other);
    }

    @ParameterizedTest
    @EnumSource
    void whereTheEndWouldNotBeToldNothingIsChanged(Before before) {
        FeatureFlagClient client = open(before);
        client.create("gone");
        store.requests = 0;
        Transaction transaction = store.begin();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> client.create("a"));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> client.enable("gone"));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> client.destroy("gone"));
        told.clear();
        transaction.commit();
        assertThat(store.flags()).containsOnlyKeys("gone");
        assertThat(told).isEmpty();
    }

    /** The transaction has begun to end when the change was made. If it is committed all the same, that is told. */
    @Test
    void anEndThatIsNotToldAfterTheStoresIsToldBeforeThem() {
        FeatureFlagClient client = open(Before.NOTHING);
        store.requests = 1;
        Transaction transaction = store.begin();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> client.create("a"));
        transaction.commit();
        assertThat(told).containsExactly("PRE_CREATE a", "POST_CREATE a");
        told.clear();
        store.begin();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> client.create("b"));
        store.transaction().map(Transaction.class::cast).orElseThrow().rollback();
        assertThat(told).containsExactly("PRE_CREATE b");
    }

    @Test
    void aTransactionThatEndsWhileAFlagIsBeingChanged() {
        FeatureFlagClient client = open(Before.NOTHING);
        Transaction transaction = store.begin();
        store.written = transaction::rollback;
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> client.create("a"))
                .withMessage("The transaction has ended while the flag 'a' was being changed; whether it was changed is"
                        + " not known");
        assertThat(told).containsExactly("PRE_CREATE a");
    }

    @Test
    void aTransactionThatCannotBeJoinedFailsManagementAndNoCheck() {
        FeatureFlagClient client = open(Before.MIRROR);
        client.create("a", true);
        store.noTransaction = new IllegalStateException("no transaction manager");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> client.disable("a"))
                .withMessage("The store of the client 'main' failed to read the flag 'a': " + store.noTransaction)
                .withCause(store.noTransaction);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> client.exists("a"));
        assertThat(client.isEnabled("a")).isTrue();
        assertThat(client.list()).hasSize(1);
    }

    @Test
    void aStoreThatGivesNoOptional() {
        FeatureFlagClient client = FeatureFlagClient.builder(new OverridableStore(store) {
                    @Override
                    public Optional<StoreTransaction> transaction() {
                        return null;
                    }
                })
                .name("main")
                .build();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> client.exists("a"))
                .withMessage("The store of the client 'main' failed to read the flag 'a': it gave null in place of an"
                        + " Optional");
    }

    @Test
    void countedChecksOfAFlagStayWithItUntilItsEndIsCommitted() {
        FeatureFlagClient client = open(Before.MIRROR);
        client.create("a", true);
        client.statistics().startCounting();
        client.isEnabled("a");
        Transaction transaction = store.begin();
        client.destroy("a");
        assertThat(client.statistics().of("a").enabled()).isEqualTo(1);
        transaction.commit();
        assertThat(client.statistics().of("a").enabled()).isZero();
        assertThat(client.statistics().total().enabled()).isEqualTo(1);
        client.close();
    }
}
