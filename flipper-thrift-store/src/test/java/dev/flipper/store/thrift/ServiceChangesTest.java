package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.Subscription;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreListener;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.StoreNode;
import dev.flipper.store.testing.ToldInOrder;
import dev.flipper.store.thrift.idl.FlagChanges;
import dev.flipper.store.thrift.idl.FlipperException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How changes arrive, and what becomes of that when the service does not tell of them. */
@Timeout(60)
class ServiceChangesTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("flag", true, Instant.EPOCH, Map.of());
    private static final Duration DAY = Duration.ofDays(1);
    private static final long NOT_AT_ALL = 0;
    private static final long LONG = 30_000;

    private final LoggedLines logged = new LoggedLines();
    private final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();
    private final int port = FreePorts.next();
    private ThriftFeatureFlagServer server = ours();

    private ThriftFeatureFlagServer ours() {
        return ThriftFeatureFlagServer.builder(flags).port(port).build().start();
    }

    private ThriftFeatureFlagServer original() {
        return OriginalServer.of(ThriftFeatureFlagServer.builder(flags).port(port))
                .start();
    }

    @AfterEach
    void close() {
        server.close();
        logged.close();
    }

    private ThriftFeatureFlagStoreBuilder builder() {
        return ThriftFeatureFlagStore.builder("127.0.0.1", port).pollInterval(DAY);
    }

    @Test
    void changesAreToldInOrderWhoeverMakesThem() {
        try (ThriftFeatureFlagStore store = builder().build()) {
            ToldInOrder told = ToldInOrder.of(store);
            for (String name : new String[] {"c", "a", "b"}) {
                flags.create(FlagDefinition.of(name, true, Instant.EPOCH, Map.of()));
                assertThat(told.next()).isEqualTo(name);
            }
        }
    }

    @Test
    void aListenerThatComesLaterIsConnectedSoon() {
        try (ThriftFeatureFlagStore store = builder().build()) {
            ToldInOrder.of(store);
            ToldInOrder later = ToldInOrder.of(store);
            flags.create(FLAG);
            later.await("flag");
        }
    }

    @Test
    void aServiceThatHasBeenAwayMakesEverythingBeReadAgain() {
        try (ThriftFeatureFlagStore store = builder().build()) {
            ToldInOrder told = ToldInOrder.of(store);
            flags.create(FlagDefinition.of("first", true, Instant.EPOCH, Map.of()));
            told.await("first");
            server.close();
            assertThat(told.next()).isEqualTo(ToldInOrder.DISCONNECTED);
            StoreNode.eventually(
                    () -> assertThat(logged.warnings())
                            .containsExactly(
                                    "Changes by others in the flag service at 127.0.0.1:" + port
                                            + " are not told, as it cannot be watched: Connection refused. That is tried again and again"));
            server = ours();
            told.await(ToldInOrder.CONNECTED);
            flags.create(FLAG);
            told.await("flag");
            StoreNode.eventually(() -> assertThat(logged.infos())
                    .containsExactly("Changes by others in the flag service at 127.0.0.1:" + port + " are told again"));
        }
    }

    @Test
    void aServiceThatFallsSilentIsNoticed() throws IOException {
        try (ThriftFeatureFlagStore store =
                builder().timeout(Duration.ofMillis(100)).build()) {
            server.close();
            try (FakeService frozen = FakeService.frozen(port)) {
                assertThat(store.subscribe(new ToldInOrder())).isPresent();
                StoreNode.eventually(() -> assertThat(logged.warnings())
                        .anyMatch(line -> line.contains("are not told, as it cannot be watched: nothing for 100 ms")));
                assertThat(frozen.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void aServiceWhoseStoreIsAwaySaysSo() {
        try (ThriftFeatureFlagStore away = new ThriftFeatureFlagStore("127.0.0.1", FreePorts.next());
                ThriftFeatureFlagServer passing =
                        ThriftFeatureFlagServer.builder(away).port(0).build().start();
                ThriftFeatureFlagStore store = ThriftFeatureFlagStore.builder("127.0.0.1", passing.port())
                        .timeout(Duration.ofMillis(100))
                        .build()) {
            assertThat(store.subscribe(new ToldInOrder())).isPresent();
            StoreNode.eventually(() -> assertThat(logged.warnings())
                    .anyMatch(line -> line.contains(
                            "not told, as it cannot be watched: The store of this service cannot tell of changes at the"
                                    + " moment")));
        }
    }

    @Test
    void changesComeThroughTwoServices() {
        try (ThriftFeatureFlagStore first = builder().build();
                ThriftFeatureFlagServer passing =
                        ThriftFeatureFlagServer.builder(first).port(0).build().start();
                ThriftFeatureFlagStore second = new ThriftFeatureFlagStore("127.0.0.1", passing.port())) {
            ToldInOrder told = ToldInOrder.of(second);
            flags.create(FLAG);
            told.await("flag");
            assertThat(second.get("flag")).isEqualTo(FLAG);
        }
    }

    @Test
    void aServerOfTheOriginalIsPolledUntilItIsUpgraded() {
        server.close();
        server = original();
        try (ThriftFeatureFlagStore store =
                builder().pollInterval(Duration.ofMillis(20)).build()) {
            ToldInOrder told = ToldInOrder.of(store);
            told.await(ToldInOrder.CONNECTED);
            assertThat(store.create(FLAG)).isTrue();
            told.await("flag");
            assertThat(logged.warnings()).singleElement().asString().contains("has only the methods of the original");

            server.close();
            told.await(ToldInOrder.DISCONNECTED);
            server = ours();
            told.await(ToldInOrder.CONNECTED);
            assertThat(store.get("flag")).isEqualTo(FLAG);
            assertThat(logged.infos())
                    .contains("The flag service at 127.0.0.1:" + port + " has all of Flipper's methods now");
            flags.delete("flag");
            told.await("flag");
        }
    }

    @Test
    void theThreadEndsWithTheStore() {
        ThriftFeatureFlagStore store = builder()
                .threadFactory(task -> {
                    Thread thread = new Thread(task, "watching");
                    watching.complete(thread);
                    return thread;
                })
                .build();
        ToldInOrder told = ToldInOrder.of(store);
        store.close();
        told.await(ToldInOrder.DISCONNECTED);
        StoreNode.eventually(() -> assertThat(watching.join().isAlive()).isFalse());
    }

    private final CompletableFuture<Thread> watching = new CompletableFuture<>();

    private static final class Telling extends MapStore {

        StoreListener listener;

        @Override
        public Optional<Subscription> subscribe(StoreListener told) {
            listener = told;
            return Optional.of(() -> listener = null);
        }
    }

    @Test
    void aLogTellsWhatHasChangedSinceAPosition() throws FlipperException {
        Telling telling = new Telling();
        try (ChangeLog log = new ChangeLog()) {
            log.follow(telling);
            telling.listener.connected();
            FlagChanges beginning = log.await(null, LONG);
            assertThat(beginning.isEverything()).isTrue();
            String position = beginning.getPosition();
            assertThat(log.await(position, NOT_AT_ALL))
                    .isEqualTo(new FlagChanges().setPosition(position).setFeature_names(List.of()));
            for (String name : new String[] {"b", "a", "b"}) {
                telling.listener.changed(name);
            }
            assertThat(log.await(position, LONG).getFeature_names()).containsExactly("b", "a");
        }
        assertThat(telling.listener).isNull();
    }

    @Test
    void aPositionThatIsNotKnownMeansThatAnythingMayHaveChanged() throws FlipperException {
        Telling telling = new Telling();
        try (ChangeLog log = new ChangeLog();
                ChangeLog other = new ChangeLog()) {
            log.follow(telling);
            telling.listener.connected();
            String old = log.await("", LONG).getPosition();
            for (int i = 0; i < 1001; i++) {
                telling.listener.changed("flag" + i);
            }
            assertThat(log.await(old, LONG).isEverything()).isTrue();
            String latest = log.await("", LONG).getPosition();
            telling.listener.connected();
            assertThat(log.await(latest, LONG).isEverything()).isTrue();
            other.follow(telling);
            telling.listener.connected();
            for (String unknown :
                    new String[] {latest, "1", other.await("", LONG).getPosition() + "x", "999"}) {
                assertThat(other.await(unknown, LONG).isEverything()).isTrue();
            }
        }
    }

    @Test
    void aLogOfAStoreThatIsAwayRefuses() throws FlipperException {
        Telling telling = new Telling();
        try (ChangeLog log = new ChangeLog()) {
            log.follow(telling);
            assertThatExceptionOfType(FlipperException.class).isThrownBy(() -> log.await("", NOT_AT_ALL));
            telling.listener.connected();
            String position = log.await("", LONG).getPosition();
            telling.listener.disconnected();
            assertThatExceptionOfType(FlipperException.class).isThrownBy(() -> log.await(position, LONG));
        }
    }

    @Test
    void aLogOfAStoreThatTellsNothingSaysSo() throws FlipperException {
        try (ChangeLog log = new ChangeLog()) {
            log.follow(new MapStore());
            assertThat(log.await("", LONG)).isEqualTo(new FlagChanges());
        }
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws FlipperException {
        Telling telling = new Telling();
        try (ChangeLog log = new ChangeLog()) {
            log.follow(telling);
            telling.listener.connected();
            String position = log.await("", LONG).getPosition();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(FlipperException.class).isThrownBy(() -> log.await(position, LONG));
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
