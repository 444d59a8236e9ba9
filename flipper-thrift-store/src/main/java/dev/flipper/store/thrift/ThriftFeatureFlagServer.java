package dev.flipper.store.thrift;

import dev.flipper.store.FeatureFlagStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Offers a store as the original's Thrift service {@code FeatureFlagStore} (binary protocol, buffered transport), so
 * that programs in any language share its flags: clients of the original, which know six methods of it, and
 * {@link ThriftFeatureFlagStore}, which uses more, by which no change is lost and changes are told at once.
 *
 * <pre>{@code
 * try (ThriftFeatureFlagServer server = ThriftFeatureFlagServer.builder(store).port(9090).build().start()) {
 *     …
 * }
 * }</pre>
 *
 * <p>Each change is as atomic as the store makes it. Calls ask the store, so if it is not in this process put a
 * {@link dev.flipper.store.MirroredFeatureFlagStore} before it.
 *
 * <p>Thrift knows neither users nor encryption: whoever reaches the port may change all flags. It is bound to the
 * loopback address unless told otherwise; open it to a network that only trusted programs are in.
 *
 * <p>Each connection has a thread. A message has a largest size and a longest time to arrive, a connection a longest
 * time without a call; beyond a number of connections further ones are closed at once. A call that the store fails is
 * answered with the exception's message, never with its stack trace.
 *
 * <p>Thread-safe. The store stays the caller's: close it after the server.
 */
public final class ThriftFeatureFlagServer implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(ThriftFeatureFlagServer.class.getName());

    private final ThriftFeatureFlagServerBuilder settings;
    private final FeatureFlagStore store;
    private final ChangeLog changes = new ChangeLog();
    private final ServiceMethods methods;
    private @Nullable ServerSocketChannel socket;
    private @Nullable ServerConnections connections;
    private boolean closed;

    ThriftFeatureFlagServer(ThriftFeatureFlagServerBuilder settings) {
        this(
                settings,
                changes -> ServiceMethods.all(
                        new OriginalService(settings.store(), settings.clock()),
                        new FlipperService(settings.store(), changes, settings.pageSize())));
    }

    /** Offers some methods only, as other servers do. */
    ThriftFeatureFlagServer(ThriftFeatureFlagServerBuilder settings, Function<ChangeLog, ServiceMethods> methods) {
        this.settings = settings;
        this.store = settings.store();
        this.methods = methods.apply(changes);
    }

    /**
     * Sets up a server.
     *
     * @param store what it offers; it stays the caller's, who closes it after the server
     * @return a builder
     */
    public static ThriftFeatureFlagServerBuilder builder(FeatureFlagStore store) {
        return new ThriftFeatureFlagServerBuilder(store);
    }

    /**
     * Begins to listen. When it returns, clients can connect.
     *
     * @return this server
     * @throws UncheckedIOException if the address is not one of this machine, or the port is taken
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized ThriftFeatureFlagServer start() {
        if (closed || socket != null) {
            throw new IllegalStateException("A server is started once");
        }
        ServerSocketChannel bound = bound(settings.host(), settings.port());
        socket = bound;
        try {
            ServerConnections accepting = new ServerConnections(bound, methods, settings.limits(), settings.threads());
            connections = accepting;
            changes.follow(store);
            accepting.start();
        } catch (RuntimeException | Error e) {
            closeAfter(e);
            throw e;
        }
        return this;
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static ServerSocketChannel bound(String host, int port) {
        ServerSocketChannel opened = null;
        try {
            opened = ServerSocketChannel.open();
            return opened.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            IOException failure =
                    new IOException("Nobody can listen to " + host + ":" + port + ": " + e.getMessage(), e);
            try {
                if (opened != null) {
                    opened.close();
                }
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    /**
     * Gives the port that clients connect to, also if any free one was asked for.
     *
     * @return the port
     * @throws IllegalStateException if the server has not been started
     */
    public synchronized int port() {
        if (socket == null) {
            throw new IllegalStateException("The server has not been started");
        }
        // Other than the channel, its socket knows it also when it is closed.
        return socket.socket().getLocalPort();
    }

    /**
     * Ends the server. Nobody can connect any more, and connections without a call are closed; calls that are under way
     * are carried out and answered, for as long as the {@linkplain ThriftFeatureFlagServerBuilder#grace grace}. When it
     * returns the server's threads have ended, unless the store holds one up. Closing twice has no effect.
     */
    @Override
    public void close() {
        ServerConnections open;
        ServerSocketChannel bound;
        synchronized (this) {
            closed = true;
            open = connections;
            bound = socket;
        }
        // Whatever of it fails, nothing stays open.
        try (bound;
                open) {
            changes.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "The socket of the flag service could not be closed", e);
        }
    }
}
