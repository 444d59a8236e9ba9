package dev.flipper.store.thrift;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreListener;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.StoreNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server does with clients that do not keep to the rules, and how it ends. */
@Timeout(60)
class ServerTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("flag", true, Instant.EPOCH, Map.of());
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final LoggedLines logged = new LoggedLines();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private ThriftFeatureFlagServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        logged.close();
        for (Thread thread : threads) {
            StoreNode.eventually(
                    () -> assertThat(thread.isAlive()).as("%s", thread).isFalse());
        }
    }

    private ThriftFeatureFlagServerBuilder builder() {
        return builder(new MemoryFeatureFlagStore());
    }

    private ThriftFeatureFlagServerBuilder builder(FeatureFlagStore store) {
        return ThriftFeatureFlagServer.builder(store).port(0).threadFactory(task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        });
    }

    private void start(ThriftFeatureFlagServerBuilder builder) {
        server = builder.build().start();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private void assertEnded(Socket connection) throws IOException {
        try {
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            // It has been reset, as something was sent that nobody has read.
            assertThat(e.getMessage()).contains("reset");
        }
    }

    private void assertServes() {
        try (ThriftFeatureFlagStore store = new ThriftFeatureFlagStore("127.0.0.1", server.port())) {
            assertThat(store.get("absent")).isNull();
        }
    }

    private static byte[] call(String method, int... rest) {
        ByteArrayOutputStream call = new ByteArrayOutputStream();
        call.writeBytes(new byte[] {(byte) 0x80, 1, 0, 1, 0, 0, 0, (byte) method.length()});
        call.writeBytes(method.getBytes(US_ASCII));
        call.writeBytes(new byte[4]);
        for (int b : rest) {
            call.write(b);
        }
        return call.toByteArray();
    }

    @Test
    void whatIsNoThriftEndsTheConnection() throws IOException {
        start(builder());
        byte[] deep = call("Get");
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        nested.writeBytes(deep);
        for (int i = 0; i < 10_000; i++) {
            // A field that nobody knows, in which there is one, in which there is one.
            nested.writeBytes(new byte[] {12, 0, 9});
        }
        List<byte[]> all = List.of(
                "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII),
                new byte[] {(byte) 0x80, 2, 0, 1},
                // Lengths that nobody could store: of the name of the method, of a string, of a list, of a map.
                new byte[] {(byte) 0x80, 1, 0, 1, 0x7f, -1, -1, -1},
                new byte[] {(byte) 0x80, 1, 0, 1, -1, -1, -1, -1},
                call("Get", 11, 0, 1, 0x7f, 0xff, 0xff, 0xff),
                call("Get", 11, 0, 1, 0xff, 0xff, 0xff, 0xff),
                call("SetMeta", 12, 0, 2, 15, 0, 3, 13, 0x7f, 0xff, 0xff, 0xff),
                call("SetMeta", 12, 0, 2, 15, 0, 3, 13, 0, 0xff, 0, 0),
                call("SetMeta", 12, 0, 2, 15, 0, 3, 13, 0, 0, 0, 1, 11, 15, 0x7f, 0xff, 0xff, 0xff),
                call("Get", 99, 0, 1),
                nested.toByteArray());
        for (byte[] bytes : all) {
            try (Socket connection = connect()) {
                connection.getOutputStream().write(bytes);
                assertEnded(connection);
            }
            assertServes();
        }
        assertThat(logged.warnings()).isEmpty();
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnection() throws IOException {
        start(builder().maxMessageSize(1024));
        try (Socket connection = connect()) {
            byte[] name = new byte[2000];
            connection.getOutputStream().write(call("Get", 11, 0, 1, 0, 0, 7, 0xd0));
            connection.getOutputStream().write(name);
            assertEnded(connection);
        }
        assertServes();
    }

    @Test
    void severalCallsMayHaveBeenSentAtOnce() throws IOException {
        start(builder());
        try (Socket connection = connect()) {
            byte[] absent = call("Get", 11, 0, 1, 0, 0, 0, 1, 'x', 0);
            connection.getOutputStream().write(absent);
            connection.getOutputStream().write(absent);
            int length = "There is no flag 'x'".length();
            // Message, result, exception with code and message, and their ends.
            byte[] answers = connection.getInputStream().readNBytes(2 * (8 + 3 + 4 + 3 + 3 + 4 + 3 + 4 + length + 2));
            assertThat(new String(answers, US_ASCII)).endsWith("There is no flag 'x'\0\0");
        }
    }

    @Test
    void whoSaysNothingIsLetGo() throws IOException {
        start(builder().idleTimeout(SHORT));
        try (Socket silent = connect()) {
            assertEnded(silent);
        }
    }

    @Test
    void whoBeginsACallAndDoesNotGoOnIsLetGo() throws IOException {
        start(builder().timeout(SHORT));
        try (Socket slow = connect()) {
            slow.getOutputStream().write(call("Get", 11, 0, 1));
            assertEnded(slow);
        }
    }

    @Test
    void whoTakesNoAnswersIsLetGo() throws IOException {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        store.create(FLAG.withClientData(Map.of("x", "x".repeat(1_000_000))));
        start(builder(store).timeout(SHORT));
        try (Socket greedy = connect()) {
            byte[] call = call("Get", 11, 0, 1, 0, 0, 0, 4, 'f', 'l', 'a', 'g', 0);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                while (true) {
                    greedy.getOutputStream().write(call);
                }
            });
        }
        assertServes();
    }

    @Test
    void tooManyAreRefusedAndNotKeptWaiting() throws IOException {
        start(builder().threads(1));
        try (Socket first = connect()) {
            first.getOutputStream().write(call("Nothing", 0));
            assertThat(first.getInputStream().readNBytes(4)).hasSize(4);
            for (int i = 0; i < 3; i++) {
                try (Socket second = connect()) {
                    assertEnded(second);
                }
            }
        }
        StoreNode.eventually(() -> {
            try {
                assertServes();
            } catch (StoreException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(logged.warnings())
                .containsExactly(
                        "There are 1 connections to the flag service; further ones are refused until some have ended");
    }

    /** A store that is busy until it is told otherwise. */
    private static final class Busy extends MapStore {

        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch ready = new CountDownLatch(1);

        @Override
        public FlagDefinition get(String name) {
            asked.countDown();
            try {
                assertThat(ready.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
            return FLAG;
        }
    }

    private CompletableFuture<FlagDefinition> ask(Busy busy) throws InterruptedException {
        CompletableFuture<FlagDefinition> answer = CompletableFuture.supplyAsync(() -> {
            try (ThriftFeatureFlagStore store = ThriftFeatureFlagStore.builder("127.0.0.1", server.port())
                    .timeout(Duration.ofMinutes(1))
                    .build()) {
                return store.get("flag");
            }
        });
        busy.asked.await();
        return answer;
    }

    @Test
    void theEndLetsRunningCallsEnd() throws Exception {
        Busy busy = new Busy();
        start(builder(busy).grace(LONG));
        try (Socket idle = connect()) {
            CompletableFuture<FlagDefinition> answer = ask(busy);
            Thread closing = new Thread(server::close);
            closing.start();
            assertEnded(idle);
            assertThat(answer).isNotDone();
            busy.ready.countDown();
            assertThat(answer.get()).isEqualTo(FLAG);
            closing.join();
        }
        assertThat(logged.warnings()).isEmpty();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect().close());
    }

    @Test
    void theEndDoesNotWaitForEver() throws Exception {
        Busy busy = new Busy();
        start(builder(busy).grace(SHORT));
        CompletableFuture<FlagDefinition> answer = ask(busy);
        server.close();
        assertThat(answer).failsWithin(Duration.ofSeconds(30));
        assertThat(logged.warnings())
                .startsWith("The flag service ends, and calls are cut off that have lasted longer than 100 ms");
    }

    @Test
    void aStoreThatFailsInAnOddWayIsToldAndLogged() {
        start(builder(new MapStore() {
            @Override
            public FlagDefinition get(String name) {
                throw new IllegalStateException("the stable burns");
            }
        }));
        try (ThriftFeatureFlagStore store = new ThriftFeatureFlagStore("127.0.0.1", server.port())) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.get("flag"))
                    .withMessageEndingWith(
                            "The store of this service failed: java.lang.IllegalStateException: the stable burns");
        }
        assertThat(logged.warnings()).containsExactly("A call is refused, as the store failed");
    }

    @Test
    void isStartedOnceAndClosedAtAnyTime() {
        ThriftFeatureFlagServer never = builder().build();
        assertThatIllegalStateException().isThrownBy(never::port);
        never.close();
        assertThatIllegalStateException().isThrownBy(never::start);
        start(builder());
        int port = server.port();
        assertThatIllegalStateException().isThrownBy(server::start);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(builder().port(port).build()::start)
                .withMessageContaining("Nobody can listen to 127.0.0.1:" + port);
        server.close();
        server.close();
        assertThat(server.port()).isEqualTo(port);
    }

    @Test
    void aStoreThatCannotBeFollowedStartsNothing() {
        server = builder(new MapStore() {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        throw new IllegalStateException("the stable is empty");
                    }
                })
                .build();
        assertThatIllegalStateException().isThrownBy(server::start).withMessage("the stable is empty");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect().close());
    }

    @Test
    void settingsHaveLimits() {
        ThriftFeatureFlagServerBuilder builder = builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.port(65_536))
                .withMessage("The port must be from 0 to 65535, it is 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.threads(0))
                .withMessage("The number of threads must be 1 or more, it is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxMessageSize(1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.idleTimeout(Duration.ofDays(366)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.grace(Duration.ofNanos(1)));
    }
}
