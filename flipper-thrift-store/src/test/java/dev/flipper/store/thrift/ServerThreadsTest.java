package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flipper.Subscription;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreListener;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.LoggedLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server does when there is no thread for it, or its store does not let go of it. */
@Timeout(60)
class ServerThreadsTest {

    private final LoggedLines logged = new LoggedLines();
    private final AtomicInteger made = new AtomicInteger();
    private final int port = FreePorts.next();
    private ThriftFeatureFlagServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        logged.close();
    }

    private ThriftFeatureFlagServer server(ThreadFactory factory) {
        return ThriftFeatureFlagServer.builder(new MemoryFeatureFlagStore())
                .port(port)
                .threadFactory(factory)
                .build();
    }

    /** The first thread accepts; each connection has one of the others. */
    private boolean isNext(int from, int to) {
        int number = made.incrementAndGet();
        return number >= from && number <= to;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private static Thread withoutMemory(Runnable task) {
        return new Thread(task) {
            @Override
            public synchronized void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
    }

    private void assertServes() {
        try (ThriftFeatureFlagStore store = new ThriftFeatureFlagStore("127.0.0.1", port)) {
            assertThat(store.get("absent")).isNull();
        }
    }

    private void assertRefuses() throws IOException {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Nothing else ends a read of a connection that is left open.
            connection.setSoTimeout(30_000);
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e.getMessage()).contains("reset");
        }
    }

    private void assertFree() throws IOException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        server = server(ServerThreadsTest::daemon).start();
        assertServes();
    }

    @Test
    void anErrorEndsOneConnectionAndNotTheServer() throws IOException {
        server = server(task -> isNext(2, 2) ? withoutMemory(task) : daemon(task))
                .start();
        assertRefuses();
        assertServes();
        assertThat(logged.warnings())
                .containsExactly("A connection could not be taken in: unable to create native thread;"
                        + " further failures are not told until one has been");
    }

    @Test
    void aConnectionWithoutAThreadIsEndedAtOnce() throws IOException {
        server = server(task -> {
                    if (isNext(2, 2)) {
                        throw new IllegalStateException("no threads today");
                    }
                    return daemon(task);
                })
                .start();
        assertRefuses();
        assertServes();
    }

    @Test
    void whatFailsAgainAndAgainIsToldOnce() throws IOException {
        server = server(task -> isNext(2, 4) ? null : daemon(task)).start();
        for (int i = 0; i < 3; i++) {
            assertRefuses();
        }
        assertServes();
        assertThat(logged.warnings())
                .containsExactly("A connection could not be taken in: The thread factory of the flag service has made"
                        + " no thread; further failures are not told until one has been");
    }

    @Test
    void withoutAThreadNothingIsStarted() throws IOException {
        ThriftFeatureFlagServer throwing = server(task -> {
            throw new IllegalStateException("no threads today");
        });
        assertThatIllegalStateException().isThrownBy(throwing::start).withMessage("no threads today");
        throwing.close();
        assertFree();
    }

    @Test
    void withoutAnyThreadNothingIsStarted() throws IOException {
        ThriftFeatureFlagServer empty = server(task -> null);
        assertThatIllegalStateException().isThrownBy(empty::start).withMessageContaining("has made no thread");
        empty.close();
        assertFree();
    }

    @Test
    void aStoreThatDoesNotLetGoKeepsNothingOpen() throws IOException {
        Subscription stuck = () -> {
            throw new IllegalStateException("the listener stays");
        };
        ThriftFeatureFlagServer followed = ThriftFeatureFlagServer.builder(new MapStore() {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        return Optional.of(stuck);
                    }
                })
                .port(port)
                .build()
                .start();
        assertThatIllegalStateException().isThrownBy(followed::close).withMessage("the listener stays");
        assertFree();
    }
}
