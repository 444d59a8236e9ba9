package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServerProcessTest {

    /** Runs a greeter as the child of a shell, as servers have processes that they make. */
    private static final class GreeterProcess extends ServerProcess {

        private final int[] ports;
        private int asked;

        GreeterProcess(int... ports) {
            super("The greeter", TestFolder.create("greeter"));
            this.ports = ports;
        }

        GreeterProcess started() {
            startOnFreePort();
            return this;
        }

        @Override
        protected int freePort() {
            return asked < ports.length ? ports[asked++] : super.freePort();
        }

        @Override
        protected List<String> command(int port) {
            String program = String.join(" ", JavaProgram.command(Greeter.class, "" + port));
            return List.of("sh", "-c", program + " \"$@\"; exit 1", "sh");
        }

        @Override
        protected boolean answers() {
            try {
                return greeting() == '!';
            } catch (IOException | IllegalArgumentException e) {
                return false;
            }
        }

        int greeting() throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
                socket.setSoTimeout(500);
                return socket.getInputStream().read();
            }
        }

        TestFolder ownFolder() {
            return folder();
        }
    }

    @Test
    void aFrozenServerDoesNotAnswerUntilItIsThawed() throws IOException {
        try (GreeterProcess server = new GreeterProcess().started()) {
            assertThat(server.isActive()).isTrue();
            server.freeze();
            assertThat(server.isActive()).isFalse();
            assertThat(server.isAlive()).isTrue();
            assertThatThrownBy(server::greeting).isInstanceOf(SocketTimeoutException.class);

            server.thaw();

            assertThat(server.isActive()).isTrue();
            assertThat(server.greeting()).isEqualTo('!');
        }
    }

    @Test
    void aKilledServerAndWhatItMadeAreGoneAndItComesBackOnItsPort() throws IOException {
        try (GreeterProcess server = new GreeterProcess().started()) {
            List<ProcessHandle> made =
                    ProcessHandle.of(server.pid()).orElseThrow().descendants().toList();
            assertThat(made).isNotEmpty();
            server.freeze();

            server.kill();
            assertThat(server.isAlive()).isFalse();
            assertThat(made).noneMatch(ProcessHandle::isAlive);
            assertThatThrownBy(server::greeting).isInstanceOf(IOException.class);
            server.arguments("again");
            server.start();

            assertThat(server.greeting()).isEqualTo('!');
            assertThat(server.log()).startsWith("again");
            assertThatThrownBy(server::start).hasMessage("It runs, as process " + server.pid() + ".");
        }
    }

    @Test
    void aServerThatDoesNotEndByItselfIsKilled() {
        try (GreeterProcess server = new GreeterProcess().started()) {
            server.freeze();
            server.stop(Duration.ofMillis(100));
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void aPortThatSomebodyElseHasTakenIsLeftToHim() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GreeterProcess server = new GreeterProcess(taken.getLocalPort()).started()) {
            assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void aServerThatDoesNotStartSaysWhyAndLeavesNothing() {
        GreeterProcess server = new GreeterProcess(-1);

        assertThatThrownBy(server::started)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The greeter has ended at its start: ")
                .hasMessageContaining("Port value out of range: -1");

        assertThat(server.ownFolder().path()).doesNotExist();
    }

    @Test
    void aClosedServerHasEndedAndItsFolderIsGone() {
        GreeterProcess server = new GreeterProcess().started();
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        assertThat(Files.exists(server.ownFolder().path())).isTrue();

        server.close();
        server.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(server.ownFolder().path()).doesNotExist();
    }
}
