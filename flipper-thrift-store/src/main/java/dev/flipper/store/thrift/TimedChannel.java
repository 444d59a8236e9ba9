package dev.flipper.store.thrift;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A connection of which each step has a time limit: other than with a socket's own timeout, also a peer that takes
 * nothing, or gives one byte now and then, holds nobody up. For one thread; any other may close it, which ends a wait.
 */
final class TimedChannel implements AutoCloseable {

    /** The JDK copies what is written into memory outside of the heap, of which each thread keeps as much for ever. */
    private static final int SLICE = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private TimedChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        this.selector = channel.provider().openSelector();
        this.key = channel.register(selector, 0);
    }

    /** Takes over a channel, which is closed if that fails. */
    static TimedChannel over(SocketChannel channel) throws IOException {
        try {
            return new TimedChannel(channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    static TimedChannel connect(InetSocketAddress address, Deadline deadline) throws IOException {
        TimedChannel made = over(SocketChannel.open());
        try {
            if (!made.channel.connect(address)) {
                do {
                    made.await(SelectionKey.OP_CONNECT, deadline.millisLeft());
                } while (!made.channel.finishConnect());
            }
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** Waits for something to read, and reads it. Gives the number of bytes, -1 if the peer has ended. */
    int read(ByteBuffer into, Deadline deadline) throws IOException {
        int read = channel.read(into);
        while (read == 0) {
            await(SelectionKey.OP_READ, deadline.millisLeft());
            read = channel.read(into);
        }
        return read;
    }

    /** Writes all of it. */
    void write(ByteBuffer from, Deadline deadline) throws IOException {
        int end = from.limit();
        while (from.position() < end) {
            from.limit(Math.min(end, from.position() + SLICE));
            writeSlice(from, deadline);
        }
    }

    private void writeSlice(ByteBuffer from, Deadline deadline) throws IOException {
        channel.write(from);
        while (from.hasRemaining()) {
            await(SelectionKey.OP_WRITE, deadline.millisLeft());
            channel.write(from);
        }
    }

    /** Tells whether there is something to read, or the peer has ended, within some time. */
    boolean isReadableWithin(Duration time) throws IOException {
        return await(SelectionKey.OP_READ, Math.max(1, time.toMillis()));
    }

    /** Tells whether the peer is there, as far as is known, and has sent nothing that nobody has asked for. */
    boolean isQuiet() {
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean await(int operation, long millis) throws IOException {
        try {
            key.interestOps(operation);
            selector.selectedKeys().clear();
            int ready = selector.select(millis);
            if (!channel.isOpen()) {
                throw new ClosedChannelException();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            return ready > 0;
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw new IOException("the connection has been closed", e);
        }
    }

    /** Where the peer is, for the log. */
    @Override
    public String toString() {
        return String.valueOf(channel.socket().getRemoteSocketAddress());
    }

    @Override
    public void close() {
        try (selector;
                channel) {
            selector.wakeup();
        } catch (IOException e) {
            // Nothing depends on it any more.
            return;
        }
    }
}
