package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static dev.flipper.store.NumberedFlags.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.FlagFormatException;
import dev.flipper.LogCapture;
import dev.flipper.StoreException;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A primary or a replica that answers from a copy in this process, which may be behind: what is copied is not. */
class ReplicatedCopiesTest {

    private final RemoteStore remote = new RemoteStore();
    private final AuditingStore replica = new AuditingStore("replica");
    private final ManualTasks tasks = new ManualTasks();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void release() {
        log.close();
    }

    /** Each of them has read all flags that there are, and does not read them again by itself. */
    static Stream<Named<Function<RemoteStore, FeatureFlagStore>>> copies() {
        return Stream.of(
                Named.of("mirror", ReplicatedCopiesTest::mirror),
                Named.of("cache", ReplicatedCopiesTest::cache),
                Named.of("replicated mirror", remote -> new ReplicatedFeatureFlagStore(mirror(remote))),
                Named.of("cached mirror", remote -> cache(mirror(remote))));
    }

    private static FeatureFlagStore mirror(RemoteStore remote) {
        ManualTasks once = new ManualTasks();
        FeatureFlagStore mirror = MirroredFeatureFlagStore.builder(remote)
                .startTimeout(Duration.ZERO)
                .tasks(once)
                .clock(once)
                .build();
        once.runDue();
        return mirror;
    }

    private static FeatureFlagStore cache(FeatureFlagStore store) {
        FeatureFlagStore cache = new CachedFeatureFlagStore(store);
        cache.forEach(new FlagVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                cache.get(definition.name());
            }

            @Override
            public void unreadable(String name, FlagFormatException problem) {
                throw problem;
            }
        });
        return cache;
    }

    private ReplicatedFeatureFlagStore replicated(FeatureFlagStore primary, FeatureFlagStore to) {
        return new ReplicatedFeatureFlagStore(
                ReplicatedFeatureFlagStore.builder(primary).replica(to), number -> tasks, tasks, () -> -1);
    }

    /** The backend made the change, and then the connection broke. */
    @ParameterizedTest
    @MethodSource("copies")
    void whatIsInDoubtIsCopiedAsTheBackendHasIt(Function<RemoteStore, FeatureFlagStore> copy) {
        remote.notifies = false;
        remote.data.create(flag("a", 1));
        ReplicatedFeatureFlagStore store = replicated(copy.apply(remote), replica);
        remote.written = () -> {
            remote.away = true;
            throw new StoreException("timeout", null);
        };
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.update("a", to(2)));
        tasks.runDue();
        assertThat(replica.flags()).isEmpty();
        remote.away = false;
        tasks.advance(Duration.ofMinutes(1));
        assertThat(replica.flags()).containsEntry("a", flag("a", 2));
    }

    /** Another process has written, and its writes have reached the replica. */
    @ParameterizedTest
    @MethodSource("copies")
    void aCopyThatIsBehindOverwritesNothing(Function<RemoteStore, FeatureFlagStore> copy) throws Exception {
        remote.notifies = false;
        remote.data.create(flag("a", 1));
        remote.data.create(flag("removed", 1));
        FeatureFlagStore primary = copy.apply(remote);
        remote.data.update("a", to(2));
        remote.data.create(flag("new", 1));
        remote.data.delete("removed");
        replica.create(flag("a", 2));
        replica.create(flag("new", 1));
        Receipt receipt = replicated(primary, replica).beginResync().get(0);
        tasks.runDue();
        assertThat(receipt.await()).isNull();
        assertThat(replica.audit()).as("nothing had to be written").hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("copies")
    void aBackendThatIsAwayIsNotResynced(Function<RemoteStore, FeatureFlagStore> copy) throws Exception {
        remote.data.create(flag("a", 1));
        FeatureFlagStore primary = copy.apply(remote);
        remote.cut();
        assertThat(number(primary.get("a"))).as("what is last known").isEqualTo(1);
        Receipt receipt = replicated(primary, replica).beginResync().get(0);
        tasks.runDue();
        assertThat(receipt.await()).hasMessageContaining("The primary store failed to list its flags");
        assertThat(replica.audit()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("copies")
    void whatAReplicasCopyDoesNotShowIsRemovedToo(Function<RemoteStore, FeatureFlagStore> copy) throws Exception {
        remote.notifies = false;
        FeatureFlagStore behind = copy.apply(remote);
        remote.data.create(flag("in excess", 1));
        Receipt receipt = replicated(replica, behind).beginResync().get(0);
        tasks.runDue();
        assertThat(receipt.await()).isNull();
        assertThat(remote.data.get("in excess")).isNull();
    }
}
