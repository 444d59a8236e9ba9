package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void whatIsFoundCanBeTaken() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int first = FreePorts.nextWithAnother(10_000);
        try (ServerSocket one = new ServerSocket(first, 1, loopback);
                ServerSocket other = new ServerSocket(first + 10_000, 1, loopback);
                ServerSocket third = new ServerSocket(FreePorts.next(), 1, loopback)) {
            assertThat(other.getLocalPort()).isLessThan(32_000);
            assertThat(third.getLocalPort()).isNotIn(one.getLocalPort(), other.getLocalPort());
        }
    }
}
