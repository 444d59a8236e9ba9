package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.thrift.idl.FlagEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientConnectionTest {

    private static final ServiceLimits LIMITS = new ServiceLimits(Duration.ofSeconds(2), Duration.ofMinutes(1), 2000);

    private final ThriftFeatureFlagServer server = ThriftFeatureFlagServer.builder(new MemoryFeatureFlagStore())
            .port(0)
            .build()
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    private static void assertAnswers(ClientConnection connection) throws TException {
        FlagEntry answer = connection.call(service -> service.GetDocument("x"));
        assertThat(answer.getFeature_name()).isEqualTo("x");
    }

    @Test
    void isAsGoodAsBeforeAfterACallThatIsTooLarge() throws IOException, TException {
        try (ClientConnection connection =
                ClientConnection.open(new ServiceAddress("127.0.0.1", server.port()), LIMITS)) {
            assertThatExceptionOfType(NotSentException.class)
                    .isThrownBy(() -> connection.call(service -> service.GetDocument("x".repeat(3000))))
                    .withMessage("the message is larger than 2000 bytes");
            assertThat(connection.isUsable()).isTrue();
            assertAnswers(connection);
        }
    }

    @Test
    void isToAFurtherAddressIfTheFirstSaysNothing() throws IOException, TException {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 10; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(full.getLocalSocketAddress());
            }
            List<InetSocketAddress> addresses = List.of(
                    new InetSocketAddress(full.getInetAddress(), full.getLocalPort()),
                    new InetSocketAddress(full.getInetAddress(), server.port()));
            try (ClientConnection connection = ClientConnection.open(addresses, LIMITS)) {
                assertAnswers(connection);
            }
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}
