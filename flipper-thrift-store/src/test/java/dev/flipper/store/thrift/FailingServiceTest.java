package dev.flipper.store.thrift;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.StoreNode;
import dev.flipper.testkit.TestClock;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of calls when the service is away, silent, or something else. */
@Timeout(120)
class FailingServiceTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("flag", false, Instant.EPOCH, Map.of());
    private static final Duration SHORT = Duration.ofMillis(200);

    private final LoggedLines logged = new LoggedLines();
    private final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();
    private final int port = FreePorts.next();
    private ThriftFeatureFlagServer server;

    @BeforeEach
    void start() {
        server = ThriftFeatureFlagServer.builder(flags).port(port).build().start();
    }

    @AfterEach
    void close() {
        server.close();
        logged.close();
    }

    private static ThriftFeatureFlagStore store(int port) {
        return ThriftFeatureFlagStore.builder("127.0.0.1", port)
                .connectTimeout(SHORT)
                .timeout(SHORT)
                .build();
    }

    private static FlagDefinition on(FlagDefinition flag) {
        return flag.withEnabled(true);
    }

    private static void assertFails(Runnable call, String... words) {
        assertThatExceptionOfType(StoreException.class).isThrownBy(call::run).satisfies(e -> assertThat(e.getMessage())
                .contains(words));
    }

    @ParameterizedTest
    @EnumSource(
            value = Local.class,
            names = {"MIRROR", "CACHE"})
    void aCopyAnswersWhileTheServiceIsAwayAndFollowsItWhenItIsBack(Local local) {
        try (Node node = Node.of(port, local).withFlag()) {
            StoreNode.eventually(node::assertAnswers);
            server.close();
            StoreNode.eventually(() -> assertFails(
                    () -> node.store.update("on", flag -> flag.withEnabled(false)), "the flag service at 127.0.0.1:"));
            node.assertAnswers();
            flags.delete("on");
            start();
            StoreNode.eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.NOT_FOUND));
            if (local == Local.MIRROR) {
                StoreNode.eventually(() -> assertThat(node.ended()).containsExactly("on"));
            }
        }
    }

    @Test
    void callsFailWhileTheServiceIsAwayAndWorkAtOnceWhenItIsBack() {
        try (Node node = Node.of(port, Local.NONE).withFlag()) {
            server.close();
            node.assertNoAnswer("there is no connection");
            assertFails(() -> node.store.get("on"), "The flag 'on' could not be read from the flag service at");
            assertFails(
                    () -> node.store.update("on", FailingServiceTest::on),
                    "could not be read",
                    "there is no connection: Connection refused");
            assertFails(() -> node.store.create(FLAG), "The flag 'flag' was not changed in");
            assertFails(() -> node.store.delete("on"), "was not changed");
            assertFails(() -> node.features.list(), "The flags could not be read");
            start();
            node.assertAnswers();
            assertThat(node.store.create(FLAG)).isTrue();
        }
    }

    @Test
    void aServiceThatSaysNothingIsNotWaitedFor() throws IOException {
        server.close();
        try (FakeService frozen = FakeService.frozen(port);
                ThriftFeatureFlagStore store = store(frozen.port())) {
            assertFails(() -> store.get("flag"), "could not be read", "nothing for 200 ms");
            assertFails(
                    () -> store.create(FLAG),
                    "could not be changed in",
                    "or the answer was lost; which of the two is not known: nothing for 200 ms");
        }
    }

    @Test
    void aServiceThatTakesNothingIsNotWaitedFor() throws IOException {
        FlagDefinition large =
                FlagDefinition.of("large", true, Instant.EPOCH, Map.of("x", "x".repeat(15 * 1024 * 1024)));
        try (FakeService frozen = FakeService.frozen(0);
                ThriftFeatureFlagStore store = store(frozen.port())) {
            assertFails(() -> store.create(large), "nothing for 200 ms");
        }
    }

    @Test
    void aServiceThatSaysOneByteNowAndThenIsNotWaitedFor() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeService slow = FakeService.of(connection -> {
                    FakeService.readSome(connection);
                    sayABitNowAndThen(connection, over);
                });
                ThriftFeatureFlagStore store = store(slow.port())) {
            assertFails(() -> store.get("flag"), "nothing for 200 ms");
        } finally {
            over.countDown();
        }
    }

    private static void sayABitNowAndThen(Socket connection, CountDownLatch over) throws IOException {
        try {
            // The beginning of a message with a name of many bytes.
            connection.getOutputStream().write(new byte[] {(byte) 0x80, 1, 0, 2, 0, 0, 0x10, 0});
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                connection.getOutputStream().write('x');
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aConnectionThatIsCutIsMadeAnewForReadsOnly() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (FakeService cutting = FakeService.of(connection -> {
                    FakeService.readSome(connection);
                    calls.incrementAndGet();
                    // A part of an answer.
                    connection.getOutputStream().write(new byte[] {(byte) 0x80, 1, 0});
                    connection.close();
                });
                ThriftFeatureFlagStore store = store(cutting.port())) {
            assertFails(() -> store.get("flag"), "the other side has closed the connection");
            assertThat(calls).hasValue(2);
            assertFails(() -> store.create(FLAG), "which of the two is not known");
            assertThat(calls).hasValue(3);
        }
    }

    @Test
    void whatIsNoThriftIsAFailure() throws IOException {
        byte[][] words = {
            "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII),
            {(byte) 0x80, 9, 0, 2, 0, 0, 0, 1},
            {0x7f, -1, -1, -1},
            {(byte) 0x80, 1, 0, 2, (byte) 0xff, -1, -1, -1},
            {(byte) 0x80, 1, 0, 2, 0, 0, 0, 1, 'x', 0, 0, 0, 9, 0},
        };
        for (byte[] word : words) {
            try (FakeService other = FakeService.saying(word);
                    ThriftFeatureFlagStore store = store(other.port())) {
                assertFails(() -> store.get("flag"), "could not be read");
                assertFails(() -> store.delete("flag"), "which of the two is not known");
            }
        }
    }

    @Test
    void whatFitsIntoNoMessageIsNotSent() {
        FlagDefinition large = FlagDefinition.of("large", true, Instant.EPOCH, Map.of("x", "x".repeat(3000)));
        try (ThriftFeatureFlagStore store = ThriftFeatureFlagStore.builder("127.0.0.1", port)
                .maxMessageSize(2000)
                .build()) {
            assertFails(() -> store.create(large), "was not changed in", "the message is larger than 2000 bytes");
            assertThat(store.create(FLAG)).isTrue();
            flags.create(large);
            assertFails(() -> store.get("large"), "Message size exceeds limit: 2000");
            assertThat(store.get("flag")).isEqualTo(FLAG);
        }
    }

    @Test
    void aCallThatIsTooLargeForTheServiceEndsTheConnection() {
        server.close();
        server = ThriftFeatureFlagServer.builder(flags)
                .port(port)
                .maxMessageSize(2000)
                .build()
                .start();
        FlagDefinition large = FlagDefinition.of("large", true, Instant.EPOCH, Map.of("x", "x".repeat(3000)));
        try (ThriftFeatureFlagStore store = store(port)) {
            assertFails(() -> store.create(large), "or the answer was lost");
            assertThat(store.get("large")).isNull();
            flags.create(large);
            assertFails(
                    () -> store.get("large"),
                    "the answer does not fit into a message: the message is larger than 2000");
        }
    }

    @Test
    void aChangeThatTheStoreOfTheServiceMayHaveMadeIsNotSaidToBeNone() {
        server.close();
        MapStore store = new MapStore() {
            @Override
            public Change update(String name, UnaryOperator<FlagDefinition> change) {
                super.update(name, change);
                throw new StoreException("The answer of the stable was lost", null);
            }
        };
        store.create(FLAG);
        server = ThriftFeatureFlagServer.builder(store).port(port).build().start();
        try (ThriftFeatureFlagStore client = store(port)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> client.update("flag", FailingServiceTest::on))
                    .withMessageStartingWith("The flag 'flag' could not be changed in the flag service at")
                    .withMessageEndingWith(": The answer of the stable was lost")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("was not changed"));
        }
        assertThat(store.get("flag").enabled()).isTrue();
    }

    @Test
    void aConnectionIsWaitedForAndNotForEver() throws IOException {
        CountDownLatch called = new CountDownLatch(1);
        try (FakeService frozen = FakeService.of(connection -> {
                    FakeService.readSome(connection);
                    called.countDown();
                });
                ThriftFeatureFlagStore store = ThriftFeatureFlagStore.builder("127.0.0.1", frozen.port())
                        .timeout(Duration.ofMinutes(1))
                        .poolSize(1)
                        .poolWait(SHORT)
                        .build()) {
            Thread first = new Thread(() -> store.get("first"));
            first.setUncaughtExceptionHandler((thread, e) -> {});
            first.setDaemon(true);
            first.start();
            called.await();
            assertFails(() -> store.get("second"), "all 1 connections were in use for 200 ms");
            Thread.currentThread().interrupt();
            assertFails(() -> store.get("third"), "interrupted while all connections were in use");
            assertThat(Thread.interrupted()).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anInterruptedThreadAsksNobody() {
        try (ThriftFeatureFlagStore store = store(port)) {
            Thread.currentThread().interrupt();
            // Depends on whether the answer has come before it would have been waited for.
            try {
                store.get("flag");
            } catch (StoreException e) {
                assertThat(e.getMessage()).contains("interrupted").doesNotContain("in use");
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.get("flag")).isNull();
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        FeatureFlagStore store = store(port);
        store.create(FLAG);
        store.close();
        store.close();
        assertFails(() -> store.get("flag"), "the store is closed");
        assertFails(() -> store.update("flag", FailingServiceTest::on), "the store is closed");
        assertFails(() -> store.forEach(new Seen()), "the store is closed");
    }

    @Test
    void connectionsThatWereNotUsedForAMinuteAreMadeAnew() {
        TestClock clock = new TestClock(Instant.EPOCH);
        try (ThriftFeatureFlagStore store =
                ThriftFeatureFlagStore.builder("127.0.0.1", port).clock(clock).build()) {
            assertThat(store.create(FLAG)).isTrue();
            clock.advance(Duration.ofMinutes(2));
            assertThat(store.get("flag")).isEqualTo(FLAG);
        }
    }

    @Test
    void aNameThatThriftCannotWriteIsAbsent() {
        try (ThriftFeatureFlagStore store = store(port)) {
            assertThat(store.get("\ud800")).isNull();
            assertThat(store.update("\ud800", FailingServiceTest::on)).isNull();
            assertThat(store.delete("\ud800")).isNull();
            FlagDefinition odd = FlagDefinition.of("\ud800", true, Instant.EPOCH, Map.of());
            assertFails(() -> store.create(odd), "its name has a lone surrogate");
        }
    }
}
