package dev.flipper.store.thrift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocolException;

/**
 * Thrift's binary protocol, with limits to what a message can make us do. How deeply a field may be nested that is not
 * known, and is passed over, is limited by the library. For one thread.
 */
final class WireProtocol extends TBinaryProtocol {

    private final WireTransport wire;

    /**
     * Writes to a transport and reads from it.
     *
     * @param maxElements the most elements of a list or a map, for which room is made before the first is read
     */
    WireProtocol(WireTransport wire, int maxElements) {
        super(wire, wire.getConfiguration().getMaxMessageSize(), maxElements, false, true);
        this.wire = wire;
    }

    @Override
    public String readString() throws TException {
        return readStringBody(readI32());
    }

    @Override
    public String readStringBody(int size) throws TException {
        return new String(bytes(size), UTF_8);
    }

    @Override
    public ByteBuffer readBinary() throws TException {
        return ByteBuffer.wrap(bytes(readI32()));
    }

    private byte[] bytes(int size) throws TException {
        if (size < 0) {
            throw new TProtocolException(TProtocolException.NEGATIVE_SIZE, "a length is negative: " + size);
        }
        return wire.readBytes(size);
    }
}
