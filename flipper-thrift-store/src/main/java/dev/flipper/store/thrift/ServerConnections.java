package dev.flipper.store.thrift;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.transport.TTransportException;

/** The connections of a server's clients, each in a thread of its own, and the thread that takes in new ones. */
final class ServerConnections implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(ThriftFeatureFlagServer.class.getName());

    /** To take a connection in may fail again and again, as if too many files are open. */
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(100);

    private static final Duration KEPT_THREAD = Duration.ofSeconds(30);

    /** How long threads whose connection is cut may take to see that. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final ServerSocketChannel socket;
    private final ServiceMethods methods;
    private final ServerLimits limits;
    private final ThreadPoolExecutor threads;
    private final Thread acceptor;
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean fullTold;

    ServerConnections(ServerSocketChannel socket, ServiceMethods methods, ServerLimits limits, ThreadFactory factory) {
        this.socket = socket;
        this.methods = methods;
        this.limits = limits;
        // One that finds no thread is refused: in a queue it would wait for as long as others stay connected.
        this.threads = new ThreadPoolExecutor(
                0,
                limits.maxConnections(),
                KEPT_THREAD.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                factory);
        this.acceptor = factory.newThread(this::acceptAll);
    }

    void start() {
        acceptor.start();
    }

    private void acceptAll() {
        Duration pause = Duration.ZERO;
        while (!isClosingWithin(pause)) {
            pause = Duration.ZERO;
            try {
                accept(TimedChannel.over(socket.accept()));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | TTransportException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "A connection could not be taken in: " + e.getMessage(), e);
                pause = AFTER_A_FAILURE;
            }
        }
    }

    private boolean isClosingWithin(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody else interrupts it than who wants it to end.
            return true;
        }
    }

    private void accept(TimedChannel channel) throws TTransportException {
        ServerConnection connection = new ServerConnection(channel, methods, limits);
        open.add(connection);
        try {
            threads.execute(() -> run(connection));
            fullTold = false;
        } catch (RejectedExecutionException e) {
            open.remove(connection);
            connection.close();
            tellFull();
        }
        if (isClosingWithin(Duration.ZERO)) {
            // It may have come in behind the back of the one who ends all.
            connection.finish();
        }
    }

    private void tellFull() {
        if (!fullTold && !threads.isShutdown()) {
            fullTold = true;
            LOGGER.log(
                    Level.WARNING,
                    "There are " + limits.maxConnections()
                            + " connections to the flag service; further ones are refused until some have ended");
        }
    }

    private void run(ServerConnection connection) {
        try {
            connection.run();
        } finally {
            open.remove(connection);
        }
    }

    /** Ends all, those with a call under way when it is answered, or the grace is over. */
    @Override
    public void close() {
        closing.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "The socket of the flag service could not be closed", e);
        }
        open.forEach(ServerConnection::finish);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(limits.grace().toNanos(), TimeUnit.NANOSECONDS)) {
                cut();
            }
            acceptor.join(LAST_GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            open.forEach(ServerConnection::close);
        }
    }

    private void cut() throws InterruptedException {
        LOGGER.log(
                Level.WARNING,
                "The flag service ends, and calls are cut off that have lasted longer than "
                        + limits.grace().toMillis() + " ms");
        open.forEach(ServerConnection::close);
        threads.shutdownNow();
        if (!threads.awaitTermination(LAST_GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
            LOGGER.log(Level.WARNING, "The store of the flag service holds up a thread of it, which has not ended");
        }
    }
}
