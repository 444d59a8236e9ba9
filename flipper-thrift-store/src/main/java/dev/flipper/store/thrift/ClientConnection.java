package dev.flipper.store.thrift;

import dev.flipper.store.thrift.idl.FlipperException;
import dev.flipper.store.thrift.idl.FlipperFlagStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a service, over which calls go one after the other. It knows whether its server has our methods; that
 * one has not is found out once for each connection, so that an upgraded server is known as such after it has been
 * started anew. For one thread at a time; any other may close it.
 */
final class ClientConnection implements AutoCloseable {

    /**
     * Room for the flags of a server that has not our methods and sends all of them at once. Of what they consist of
     * there may be as much as fits into a message.
     */
    private static final int MAX_ELEMENTS = 1_000_000;

    private final TimedChannel channel;
    private final WireTransport transport;
    private final FlipperFlagStore.Client client;
    private final Duration timeout;
    private boolean original;
    private boolean broken;
    private volatile Instant lastUsed = Instant.MIN;

    /** What is asked of a service. */
    @FunctionalInterface
    interface Call<T extends @Nullable Object> {
        T on(FlipperFlagStore.Client client) throws TException;
    }

    /** What is asked of a service that has nothing to answer, or not at once. */
    @FunctionalInterface
    interface Sending {
        void on(FlipperFlagStore.Client client) throws TException;
    }

    private ClientConnection(TimedChannel channel, ServiceLimits limits) throws TTransportException {
        this.channel = channel;
        this.timeout = limits.timeout();
        this.transport = new WireTransport(channel, limits.maxMessageSize());
        this.client = new FlipperFlagStore.Client(new WireProtocol(transport, MAX_ELEMENTS, limits.maxMessageSize()));
    }

    /** Connects to the first address of the host that somebody listens to. */
    static ClientConnection open(ServiceAddress address, ServiceLimits limits) throws IOException, TTransportException {
        return open(
                Arrays.stream(InetAddress.getAllByName(address.host()))
                        .map(host -> new InetSocketAddress(host, address.port()))
                        .toList(),
                limits);
    }

    /** Each has its share of the time that is left, so that one which says nothing leaves some to those behind it. */
    static ClientConnection open(List<InetSocketAddress> addresses, ServiceLimits limits)
            throws IOException, TTransportException {
        Deadline all = Deadline.in(limits.connectTimeout());
        IOException failure = null;
        int left = addresses.size();
        for (InetSocketAddress address : addresses) {
            try {
                return new ClientConnection(TimedChannel.connect(address, all.share(left--)), limits);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure == null ? new IOException("the host has no address") : failure;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws NotSentException if nothing has been sent
     */
    <T extends @Nullable Object> T call(Call<T> call) throws TException {
        begin();
        try {
            return finishing(call);
        } catch (TTransportException e) {
            if (transport.hasSent()) {
                throw e;
            }
            // The service has seen nothing of it, so the connection is as good as before.
            transport.discard();
            broken = false;
            throw new NotSentException(ServiceFailures.describe(e), e);
        }
    }

    /** Asks for something to be done. */
    void run(Sending call) throws TException {
        call(service -> {
            call.on(service);
            return true;
        });
    }

    private void begin() throws TTransportException {
        transport.begin(Deadline.in(timeout));
    }

    /** Remembers whether the connection has come to the end of a message. */
    private <T extends @Nullable Object> T finishing(Call<T> call) throws TException {
        broken = true;
        try {
            T answer = call.on(client);
            broken = false;
            return answer;
        } catch (FlipperException e) {
            broken = false;
            throw e;
        } catch (TApplicationException e) {
            // What is said of the call as such leaves the connection as it was.
            broken = e.getType() != TApplicationException.UNKNOWN_METHOD
                    && e.getType() != TApplicationException.INTERNAL_ERROR;
            throw e;
        }
    }

    /** Asks, and leaves it to somebody else to wait for the answer. */
    void send(Sending call) throws TException {
        begin();
        broken = true;
        call.on(client);
    }

    /** Tells whether the answer has begun to come, or the connection has ended, within some time. */
    boolean hasAnswerWithin(Duration time) throws IOException {
        return channel.isReadableWithin(time);
    }

    /** Takes the answer to what was sent. */
    <T extends @Nullable Object> T receive(Call<T> answer) throws TException {
        transport.until(Deadline.in(timeout));
        return finishing(answer);
    }

    boolean isOriginal() {
        return original;
    }

    /** Remembers that the server has only the methods of the original. */
    void foundOriginal() {
        original = true;
    }

    /** Tells whether it can be used once more, as far as is known. */
    boolean isUsable() {
        return !broken && channel.isQuiet();
    }

    boolean isUnusedSince(Instant time) {
        return lastUsed.isBefore(time);
    }

    void usedAt(Instant now) {
        lastUsed = now;
    }

    @Override
    public void close() {
        channel.close();
    }
}
