package dev.flipper.store.thrift;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;

/**
 * A connection of a client, whose calls are carried out one after the other in one thread. Any other thread may end it.
 */
final class ServerConnection implements Runnable, AutoCloseable {

    private static final Logger LOGGER = System.getLogger(ThriftFeatureFlagServer.class.getName());

    private final TimedChannel channel;
    private final ServiceMethods methods;
    private final ServerLimits limits;
    private final WireTransport transport;
    private final WireProtocol protocol;
    private boolean busy;
    private boolean finishing;

    ServerConnection(TimedChannel channel, ServiceMethods methods, ServerLimits limits) throws TTransportException {
        this.channel = channel;
        this.methods = methods;
        this.limits = limits;
        this.transport = new WireTransport(channel, limits.maxMessageSize());
        this.protocol = new WireProtocol(transport, ServerLimits.MAX_ELEMENTS, ServerLimits.MAX_ALL_ELEMENTS);
    }

    @Override
    public void run() {
        try (channel) {
            while (transport.awaitMessage(Deadline.in(limits.idleTimeout())) && begin()) {
                answer();
                end();
            }
        } catch (TException e) {
            // A client that is gone, says nothing, or does not speak Thrift: its own affair.
            LOGGER.log(Level.DEBUG, () -> "The connection of " + channel + " ends: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "The connection of " + channel + " ends by a failure of the service", e);
        }
    }

    private void answer() throws TException {
        transport.begin(Deadline.in(limits.timeout()));
        ServiceMethods.Call call = methods.read(protocol);
        try {
            call.answer(protocol);
        } catch (TTransportException e) {
            // Nothing is sent before it is whole. Other than with a request, the connection is as good as before.
            transport.discard();
            call.fail(protocol, "the answer does not fit into a message: " + e.getMessage());
        }
        transport.until(Deadline.in(limits.timeout()));
        transport.flush();
    }

    /** Gives false if there shall be no more calls. */
    private synchronized boolean begin() {
        busy = !finishing;
        return busy;
    }

    private synchronized void end() {
        busy = false;
        if (finishing) {
            close();
        }
    }

    /** Lets it end after the call that is under way, or at once if there is none. */
    synchronized void finish() {
        finishing = true;
        if (!busy) {
            close();
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        channel.close();
    }
}
