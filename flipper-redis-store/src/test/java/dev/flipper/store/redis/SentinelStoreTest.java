package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.exceptions.JedisDataException;

/** A store that settings make over sentinels. */
class SentinelStoreTest {

    private static final FlagDefinition FLAG =
            FlagDefinition.of("IMPROVED_HORSE_SOUNDS", true, Instant.EPOCH, Map.of());
    private static final FlagDefinition OTHER = FlagDefinition.of("LOUD_HORSES", true, Instant.EPOCH, Map.of());
    private static final Duration ELECTION = Duration.ofSeconds(60);

    private static FeatureFlagStore open(SentinelProcesses processes) {
        String uri = processes.sentinels().stream()
                .map(sentinel -> sentinel.uri().toString())
                .collect(Collectors.joining(","));
        return RedisFeatureFlagStoreProviderTest.open(
                uri, "mode", "sentinel", "sentinel-master", SentinelProcesses.MASTER_NAME, "timeout", "500ms");
    }

    /** What cannot be done at the moment is tried again. */
    private static void awaitCreated(FeatureFlagStore store, FlagDefinition flag) {
        await("writing")
                .atMost(ELECTION)
                .ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> {
                    store.create(flag);
                    return store.get(flag.name()) != null;
                });
    }

    /** Sentinels refuse for as long as they have not seen that the replica is a good one. */
    private static void failOver(SentinelProcesses processes) {
        await("failover")
                .atMost(ELECTION)
                .ignoreExceptionsInstanceOf(JedisDataException.class)
                .until(() -> processes
                        .sentinels()
                        .get(0)
                        .cli("SENTINEL", "FAILOVER", SentinelProcesses.MASTER_NAME)
                        .equals("OK"));
        processes.awaitMaster(processes.replica());
    }

    @ParameterizedTest
    @EnumSource
    void theSuccessorOfAMasterThatEndsIsFound(RedisVersion version) {
        try (SentinelProcesses processes = SentinelProcesses.start(version, 3);
                FeatureFlagStore store = open(processes);
                ToldChanges changes = new ToldChanges(store)) {
            changes.awaitConnected(1);
            assertThat(store.create(FLAG)).isTrue();
            await().until(() -> processes.replica().cli("DBSIZE").equals("1"));

            processes.sentinels().get(0).kill();
            processes.master().kill();
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.get(FLAG.name()));
            processes.awaitMaster(processes.replica());

            awaitCreated(store, OTHER);
            assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
            changes.awaitConnected(2);
            processes.replica().cli("DEL", "features/" + FLAG.name());
            changes.awaitChanged(FLAG.name());
        }
    }

    /**
     * The old master goes on, takes writes for some seconds more, and would lose them when it hears that it is none.
     */
    @ParameterizedTest
    @EnumSource
    void theSuccessorOfAMasterThatIsDemotedIsFoundBeforeThatHearsOfIt(RedisVersion version) {
        try (SentinelProcesses processes = SentinelProcesses.start(version, 3);
                FeatureFlagStore store = open(processes);
                ToldChanges changes = new ToldChanges(store)) {
            changes.awaitConnected(1);
            assertThat(store.create(FLAG)).isTrue();

            failOver(processes);
            changes.awaitConnected(2);

            assertThat(store.create(OTHER)).isTrue();
            assertThat(processes.replica().cli("EXISTS", "features/" + OTHER.name()))
                    .isEqualTo("1");
            processes.replica().cli("DEL", "features/" + FLAG.name());
            changes.awaitChanged(FLAG.name());
        }
    }

    /** Nobody is told of changes, so that nobody looks after the master either. */
    @Test
    void withoutListenersTheSuccessorIsFoundByWhatTheOldMasterRefuses() {
        try (SentinelProcesses processes = SentinelProcesses.start(RedisVersion.EMBEDDED, 1);
                FeatureFlagStore store = open(processes)) {
            assertThat(store.create(FLAG)).isTrue();
            failOver(processes);
            await("demotion")
                    .atMost(ELECTION)
                    .until(() -> processes.master().cli("ROLE").startsWith("slave"));

            awaitCreated(store, OTHER);
            assertThat(processes.replica().cli("EXISTS", "features/" + OTHER.name()))
                    .isEqualTo("1");
        }
    }

    @Test
    void withoutSentinelsTheLastKnownMasterIsWatched() {
        try (SentinelProcesses processes = SentinelProcesses.start(RedisVersion.EMBEDDED, 1);
                FeatureFlagStore store = open(processes);
                ToldChanges changes = new ToldChanges(store)) {
            changes.awaitConnected(1);
            processes.sentinels().get(0).kill();
            processes.master().cli("CLIENT", "KILL", "TYPE", "pubsub");
            changes.awaitConnected(2);
            processes.master().cli("SET", "features/" + FLAG.name(), FLAG.toJson());
            changes.awaitChanged(FLAG.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everythingMayBeAwayAtTheStart(RedisVersion version) {
        try (SentinelProcesses processes = SentinelProcesses.start(version, 1)) {
            processes.sentinels().get(0).kill();
            processes.master().kill();
            try (FeatureFlagStore store = open(processes);
                    ToldChanges changes = new ToldChanges(store)) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.get(FLAG.name()))
                        .withMessageStartingWith(
                                "The flag 'IMPROVED_HORSE_SOUNDS' could not be read from Redis at the master"
                                        + " 'flags' of the sentinels "
                                        + processes.sentinels().get(0)
                                        + ": No sentinel says where the master 'flags' of the sentinels "
                                        + processes.sentinels().get(0) + " is: Failed to connect to ");

                processes.master().start();
                processes.sentinels().get(0).start();
                changes.awaitConnected(1);
                awaitCreated(store, FLAG);
            }
        }
    }
}
