package dev.flipper.store.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Hears from one server which flags change, over a connection of its own and in a thread of its own, until that ends.
 * {@link #begin} and {@link #checkLife} are called by one thread.
 */
final class ServerWatch implements AutoCloseable {

    private final Connection connection;
    private final FlagKeys keys;
    private final NoticeWay way;
    private final Duration timeout;
    private final Consumer<@Nullable String> changed;
    private final Runnable ended;

    private final JedisPubSub subscriber = new Subscriber();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean answered = true;
    private long asked;
    private volatile @Nullable Throwable end;
    private volatile boolean closed;

    /**
     * Takes a connection, which is ready to listen on.
     *
     * @param changed told in the watch's thread of each flag that may have changed; of null if any may have
     * @param ended told in the watch's thread that it has ended by itself
     */
    ServerWatch(
            Connection connection,
            FlagKeys keys,
            NoticeWay way,
            Duration timeout,
            Consumer<@Nullable String> changed,
            Runnable ended) {
        this.connection = connection;
        this.keys = keys;
        this.way = way;
        this.timeout = timeout;
        this.changed = changed;
        this.ended = ended;
    }

    private final class Subscriber extends JedisPubSub {

        @Override
        public void onSubscribe(String channel, int subscribedChannels) {
            answer();
        }

        @Override
        public void onPSubscribe(String pattern, int subscribedChannels) {
            answer();
        }

        private void answer() {
            // Jedis connects anew, to listen to nothing, if it has been closed before it began.
            throwIfClosed();
            answered = true;
            begun.countDown();
        }

        @Override
        public void onMessage(String channel, @Nullable String key) {
            tell(key);
        }

        @Override
        public void onPMessage(String pattern, String channel, String event) {
            tell(NoticeWay.keyOf(channel));
        }

        private void tell(@Nullable String key) {
            String flag = key == null ? null : keys.flag(key);
            if (key == null || flag != null) {
                changed.accept(flag);
            }
        }
    }

    /**
     * Begins to listen.
     *
     * @throws JedisException if the server refuses, or does not answer in time
     */
    void begin(ThreadFactory threads) {
        threads.newThread(this::listen).start();
        try {
            if (!begun.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new JedisConnectionException("No answer to a subscription within " + timeout.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisException("Interrupted", e);
        }
        throwIfEnded();
    }

    private void listen() {
        try {
            throwIfClosed();
            way.listen(subscriber, connection, keys);
            end = new JedisConnectionException("The subscription has been ended");
        } catch (Throwable e) {
            end = e;
        } finally {
            if (!closed) {
                ended.run();
            }
            close();
            begun.countDown();
        }
    }

    private void throwIfClosed() {
        if (closed) {
            throw new JedisConnectionException("The subscription has been closed");
        }
    }

    /**
     * Makes sure that the server is still there: asks it for an answer, if there is none to wait for.
     *
     * @throws JedisException if it has ended, or if the server has not answered in time
     */
    void checkLife() {
        throwIfEnded();
        long now = System.nanoTime();
        if (answered) {
            answered = false;
            asked = now;
            way.listenAgain(subscriber, keys);
        } else if (now - asked > timeout.toNanos()) {
            throw new JedisConnectionException("No sign of life within " + timeout.toMillis() + " ms");
        }
    }

    private void throwIfEnded() {
        Throwable why = end;
        if (why instanceof JedisException failure) {
            throw failure;
        }
        if (why != null) {
            throw new JedisException(why);
        }
    }

    /** Cuts the connection, so that the thread ends. */
    @Override
    public void close() {
        closed = true;
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // Declared, but Jedis closes the socket quietly.
            throw new JedisConnectionException(e);
        }
    }
}
