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
    private boolean failureTold;

    ServerConnections(ServerSocketChannel socket, ServiceMethods methods, ServerLimits limits, ThreadFactory factory) {
        this.socket = socket;
        this.methods = methods;
        this.limits = limits;
        ThreadFactory making = task -> newThread(factory, task);
        // One that finds no thread is refused: in a queue it would wait for as long as others stay connected.
        this.threads = new ThreadPoolExecutor(
                0,
                limits.maxConnections(),
                KEPT_THREAD.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                making);
        this.acceptor = making.newThread(this::acceptAll);
    }

    /** A factory may refuse to make a thread by giving none. */
    private static Thread newThread(ThreadFactory factory, Runnable task) {
        Thread thread = factory.newThread(task);
        if (thread == null) {
            throw new IllegalStateException("The thread factory of the flag service has made no thread");
        }
        return thread;
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
            } catch (IOException | TTransportException | RuntimeException | Error e) {
                // An error too, as that there is no memory for a further thread: later there may be.
                tellFailed(e);
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
        boolean handedOver = false;
        try {
            handOver(new ServerConnection(channel, methods, limits));
            handedOver = true;
            fullTold = false;
        } catch (RejectedExecutionException e) {
            tellFull();
        } finally {
            if (!handedOver) {
                channel.close();
            }
        }
        failureTold = false;
    }

    private void handOver(ServerConnection connection) {
        boolean handedOver = false;
        open.add(connection);
        try {
            threads.execute(() -> run(connection));
            handedOver = true;
        } finally {
            if (!handedOver) {
                open.remove(connection);
            }
        }
        if (isClosingWithin(Duration.ZERO)) {
            // It may have come in behind the back of the one who ends all.
            connection.finish();
        }
    }

    /** It is tried many times a second, and what is missing may be missing for long. */
    private void tellFailed(Throwable failure) {
        LOGGER.log(
                failureTold ? Level.DEBUG : Level.WARNING,
                "A connection could not be taken in: " + failure.getMessage()
                        + "; further failures are not told until one has been",
                failure);
        failureTold = true;
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
