package dev.flipper.store.thrift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Listens as a service does, and does something else then. */
final class FakeService implements AutoCloseable {

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final List<Socket> accepted = new ArrayList<>();

    /** What is done with a connection. */
    @FunctionalInterface
    interface Behaviour {
        void with(Socket connection) throws IOException;
    }

    private FakeService(int port, Behaviour behaviour) throws IOException {
        listening = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        Thread thread = new Thread(this::accept, "fake-service");
        thread.setDaemon(true);
        thread.start();
    }

    static FakeService of(Behaviour behaviour) {
        return of(0, behaviour);
    }

    static FakeService of(int port, Behaviour behaviour) {
        try {
            return new FakeService(port, behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the beginning of each call and says nothing. */
    static FakeService frozen(int port) {
        return of(port, connection -> {});
    }

    /** Reads the beginning of a call and says always the same. */
    static FakeService saying(byte... words) {
        return of(connection -> {
            readSome(connection);
            connection.getOutputStream().write(words);
            connection.getOutputStream().flush();
        });
    }

    static void readSome(Socket connection) throws IOException {
        if (connection.getInputStream().read(new byte[4096]) < 0) {
            throw new IOException("the client has gone");
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                synchronized (accepted) {
                    accepted.add(connection);
                }
                behaviour.with(connection);
            } catch (IOException e) {
                // The test sees what its client makes of it.
                System.getLogger("fake-service").log(System.Logger.Level.DEBUG, "A connection has ended", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        synchronized (accepted) {
            for (Socket connection : accepted) {
                connection.close();
            }
        }
    }
}
