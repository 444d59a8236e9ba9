package dev.flipper.store.thrift;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TEndpointTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * What Thrift calls a buffered transport, with a time limit and a size limit for each message. A message that is to be
 * sent is put together first, so that one that is too large leaves the connection as it was. For one thread.
 */
final class WireTransport extends TEndpointTransport {

    private static final int CHUNK = 16 * 1024;

    private final TimedChannel channel;
    private final int maxMessageSize;
    private final ByteBuffer in = ByteBuffer.allocate(CHUNK).limit(0);
    private byte[] out = new byte[CHUNK];
    private int written;
    private Deadline deadline = Deadline.in(Duration.ZERO);
    private boolean sent;

    WireTransport(TimedChannel channel, int maxMessageSize) throws TTransportException {
        super(TConfiguration.custom().setMaxMessageSize(maxMessageSize).build());
        this.channel = channel;
        this.maxMessageSize = maxMessageSize;
    }

    /** Begins to read or write a message, all of which has to be done until then. */
    void begin(Deadline until) throws TTransportException {
        deadline = until;
        written = 0;
        sent = false;
        resetConsumedMessageSize(-1);
    }

    /** Gives the message more time, as another part of the work begins. */
    void until(Deadline later) {
        deadline = later;
    }

    /** Tells whether a part of the message may have been sent. */
    boolean hasSent() {
        return sent;
    }

    /** Forgets what has been put together and not been sent. */
    void discard() {
        written = 0;
    }

    /** Waits for the beginning of a message; gives false if the peer has ended instead. */
    boolean awaitMessage(Deadline until) throws TTransportException {
        deadline = until;
        return in.hasRemaining() || fill() > 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws TTransportException {
        if (!in.hasRemaining() && fill() < 0) {
            throw new TTransportException(TTransportException.END_OF_FILE, "the other side has closed the connection");
        }
        int count = Math.min(length, in.remaining());
        countConsumedMessageBytes(count);
        in.get(buffer, offset, count);
        return count;
    }

    private int fill() throws TTransportException {
        in.clear();
        int count = 0;
        try {
            count = channel.read(in, deadline);
            return count;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            in.position(0).limit(Math.max(0, count));
        }
    }

    /** Reads a part of the message. Memory is taken for what arrives, not for what was announced. */
    byte[] readBytes(int size) throws TTransportException {
        checkReadBytesAvailable(size);
        byte[] bytes = new byte[Math.min(size, CHUNK)];
        int count = 0;
        while (count < size) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * bytes.length));
            }
            count += read(bytes, count, bytes.length - count);
        }
        return bytes;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws TTransportException {
        if (length > maxMessageSize - written) {
            throw new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT, "the message is larger than " + maxMessageSize + " bytes");
        }
        if (written + length > out.length) {
            out = Arrays.copyOf(out, (int) Math.min(maxMessageSize, Math.max(2L * out.length, written + length)));
        }
        System.arraycopy(buffer, offset, out, written, length);
        written += length;
    }

    @Override
    public void flush() throws TTransportException {
        sent = true;
        try {
            channel.write(ByteBuffer.wrap(out, 0, written), deadline);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            written = 0;
            if (out.length > CHUNK) {
                // A large message is rare, and there are many connections.
                out = new byte[CHUNK];
            }
        }
    }

    private static TTransportException failed(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return new TTransportException(TTransportException.TIMED_OUT, failure.getMessage(), failure);
        }
        String message = failure.getMessage();
        return new TTransportException(message == null ? failure.getClass().getSimpleName() : message, failure);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Has no effect: it is over an open connection. */
    @Override
    public void open() {}

    @Override
    public void close() {
        channel.close();
    }
}
