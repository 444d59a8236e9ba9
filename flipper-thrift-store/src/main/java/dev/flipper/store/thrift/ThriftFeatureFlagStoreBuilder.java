package dev.flipper.store.thrift;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link ThriftFeatureFlagStore}. Not thread-safe. */
public final class ThriftFeatureFlagStoreBuilder {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int SMALLEST_MESSAGE = 1024;

    private final ServiceAddress address;
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration timeout = Duration.ofSeconds(2);
    private int poolSize = 8;
    private @Nullable Duration poolWait;
    private Duration pollInterval = Duration.ofSeconds(5);
    private int maxMessageSize = 16 * 1024 * 1024;
    private InstantSource clock = InstantSource.system();
    private ThreadFactory threads = task -> {
        Thread thread = new Thread(task, "flipper-thrift");
        thread.setDaemon(true);
        return thread;
    };

    ThriftFeatureFlagStoreBuilder(ServiceAddress address) {
        this.address = address;
    }

    /**
     * Sets how long a connection may take to be made.
     *
     * @param newTimeout the time, from a millisecond to a day; 2 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ThriftFeatureFlagStoreBuilder connectTimeout(Duration newTimeout) {
        connectTimeout = within("connect timeout", newTimeout);
        return this;
    }

    /**
     * Sets how long an answer may take, from the call to its last byte. Twice this time after the service has fallen
     * silent the listeners know.
     *
     * @param newTimeout the time, from a millisecond to a day; 2 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ThriftFeatureFlagStoreBuilder timeout(Duration newTimeout) {
        timeout = within("timeout", newTimeout);
        return this;
    }

    /**
     * Sets how many connections there are at most, beside the one over which the service tells of changes.
     *
     * @param size the number, 1 or more; 8 unless set
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public ThriftFeatureFlagStoreBuilder poolSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("The pool size must be 1 or more, it is " + size);
        }
        poolSize = size;
        return this;
    }

    /**
     * Sets how long to wait for a connection if all are in use.
     *
     * @param wait the time, from a millisecond to a day; the {@linkplain #timeout timeout} unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ThriftFeatureFlagStoreBuilder poolWait(Duration wait) {
        poolWait = within("pool wait", wait);
        return this;
    }

    /**
     * Sets how often listeners are told that anything may have changed, so that they read again what they have copies
     * of, where the service cannot tell of changes.
     *
     * @param interval the time between two such notices, from a millisecond to a day; 5 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ThriftFeatureFlagStoreBuilder pollInterval(Duration interval) {
        pollInterval = within("poll interval", interval);
        return this;
    }

    /**
     * Sets how large a message may be. A flag whose document is larger cannot be stored or read; a server that has only
     * the methods of the original sends all flags in one message.
     *
     * @param bytes the size in bytes, 1024 or more; 16 MiB unless set
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1024
     */
    public ThriftFeatureFlagStoreBuilder maxMessageSize(int bytes) {
        if (bytes < SMALLEST_MESSAGE) {
            throw new IllegalArgumentException("The largest message size must be 1024 or more, it is " + bytes);
        }
        maxMessageSize = bytes;
        return this;
    }

    /**
     * Sets where the thread comes from that waits for news of changes, for servers that want to make their threads
     * themselves.
     *
     * @param factory makes threads, which run until the store is closed; daemons named {@code flipper-thrift} unless
     *     set
     * @return this builder
     */
    public ThriftFeatureFlagStoreBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /** Sets what tells how long a connection has not been used, for tests. */
    ThriftFeatureFlagStoreBuilder clock(InstantSource newClock) {
        clock = newClock;
        return this;
    }

    private static Duration within(String what, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The " + what + " must be from a millisecond to a day, it is " + time);
        }
        return time;
    }

    /**
     * Makes the store. Does no I/O.
     *
     * @return a new store
     */
    public ThriftFeatureFlagStore build() {
        return new ThriftFeatureFlagStore(this);
    }

    ServiceAddress address() {
        return address;
    }

    ServiceLimits limits() {
        return new ServiceLimits(connectTimeout, timeout, maxMessageSize);
    }

    ConnectionPool pool() {
        return new ConnectionPool(address, limits(), poolSize, poolWait == null ? timeout : poolWait, clock);
    }

    Duration pollInterval() {
        return pollInterval;
    }

    ThreadFactory threads() {
        return threads;
    }
}
