package dev.flipper.store.thrift;

import dev.flipper.store.FeatureFlagStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/** Sets up a {@link ThriftFeatureFlagServer}. Not thread-safe. */
public final class ThriftFeatureFlagServerBuilder {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int LARGEST_PORT = 65_535;

    /** A part of all flags is sent at a time, of at most this size unless it is a single flag that is larger. */
    private static final long PAGE = 256L * 1024;

    private final FeatureFlagStore store;
    private String host = "127.0.0.1";
    private int port = 9090;
    private int threadCount = 200;
    private int maxMessageSize = 16 * 1024 * 1024;
    private Duration timeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofHours(1);
    private Duration grace = Duration.ofSeconds(5);
    private InstantSource clock = InstantSource.system();
    private ThreadFactory threads = task -> {
        Thread thread = new Thread(task, "flipper-thrift-server");
        thread.setDaemon(true);
        return thread;
    };

    ThriftFeatureFlagServerBuilder(FeatureFlagStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Sets the address to listen to. The service asks nobody who he is, so this decides who may change flags.
     *
     * @param newHost a name or an address of this machine; {@code 127.0.0.1} unless set, which only this machine
     *     reaches; {@code 0.0.0.0} for all of its networks
     * @return this builder
     */
    public ThriftFeatureFlagServerBuilder host(String newHost) {
        host = Objects.requireNonNull(newHost, "host");
        return this;
    }

    /**
     * Sets the port to listen to.
     *
     * @param newPort the port, or 0 for any free one, which {@link ThriftFeatureFlagServer#port} tells; 9090 unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of 0 to 65535
     */
    public ThriftFeatureFlagServerBuilder port(int newPort) {
        port = within("port", newPort, 0, LARGEST_PORT);
        return this;
    }

    /**
     * Sets how many threads there may be, of which each serves one connection. Further connections are closed at once.
     * A {@link ThriftFeatureFlagStore} has up to 9, of which one waits for news all the time.
     *
     * @param count the number, 1 or more; 200 unless set
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public ThriftFeatureFlagServerBuilder threads(int count) {
        threadCount = within("number of threads", count, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Sets how large a message may be. A larger call ends its connection; to an answer that is larger, as to a
     * {@code List} of too many flags, the client hears that it is.
     *
     * @param bytes the size in bytes, 1024 or more; 16 MiB unless set
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1024
     */
    public ThriftFeatureFlagServerBuilder maxMessageSize(int bytes) {
        maxMessageSize = within("largest message size", bytes, 1024, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Sets how long a call may take to arrive once it has begun, and an answer to be taken. A slower client loses its
     * connection.
     *
     * @param newTimeout the time, a millisecond to 365 days; 10 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ThriftFeatureFlagServerBuilder timeout(Duration newTimeout) {
        timeout = within("timeout", newTimeout);
        return this;
    }

    /**
     * Sets how long a connection may be without a call before it is closed. Clients of the original connect once and
     * never again by themselves, so it should be longer than they may have nothing to ask.
     *
     * @param newTimeout the time, a millisecond to 365 days; an hour unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ThriftFeatureFlagServerBuilder idleTimeout(Duration newTimeout) {
        idleTimeout = within("idle timeout", newTimeout);
        return this;
    }

    /**
     * Sets how long {@link ThriftFeatureFlagServer#close} lets calls go on that are under way.
     *
     * @param newGrace the time, a millisecond to 365 days; 5 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ThriftFeatureFlagServerBuilder grace(Duration newGrace) {
        grace = within("grace", newGrace);
        return this;
    }

    /**
     * Sets what tells the time at which a flag is created, for clients of the original.
     *
     * @param newClock the clock; the system's unless set
     * @return this builder
     */
    public ThriftFeatureFlagServerBuilder clock(InstantSource newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * Sets where the threads come from, for application servers that want to make their threads themselves.
     *
     * @param factory makes threads, which end with the server at the latest; daemons named
     *     {@code flipper-thrift-server} unless set
     * @return this builder
     */
    public ThriftFeatureFlagServerBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    private static int within(String what, int number, int min, int max) {
        if (number < min || number > max) {
            String range = max == Integer.MAX_VALUE ? min + " or more" : "from " + min + " to " + max;
            throw new IllegalArgumentException("The " + what + " must be " + range + ", it is " + number);
        }
        return number;
    }

    private static Duration within(String what, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The " + what + " must be from a millisecond to 365 days, it is " + time);
        }
        return time;
    }

    /**
     * Makes the server, which does not listen yet.
     *
     * @return a new server
     */
    public ThriftFeatureFlagServer build() {
        return new ThriftFeatureFlagServer(this);
    }

    FeatureFlagStore store() {
        return store;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    ServerLimits limits() {
        return new ServerLimits(threadCount, maxMessageSize, timeout, idleTimeout, grace);
    }

    InstantSource clock() {
        return clock;
    }

    /** Small enough for a message, whatever its largest size is. */
    long pageSize() {
        return Math.min(PAGE, maxMessageSize / 4);
    }

    ThreadFactory threads() {
        return threads;
    }
}
