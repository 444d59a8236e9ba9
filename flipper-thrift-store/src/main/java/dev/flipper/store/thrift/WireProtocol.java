package dev.flipper.store.thrift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TSet;

/**
 * Thrift's binary protocol, with limits to what a message can make us do. How deeply a field may be nested that is not
 * known, and is passed over, is limited by the library. For one thread.
 */
final class WireProtocol extends TBinaryProtocol {

    private final WireTransport wire;
    private final int maxAllElements;
    private int elements;

    /**
     * Writes to a transport and reads from it.
     *
     * @param maxElements the most elements of a list or a map, for which room is made before the first is read
     * @param maxAllElements the most elements of all lists and maps of a message
     */
    WireProtocol(WireTransport wire, int maxElements, int maxAllElements) {
        super(wire, wire.getConfiguration().getMaxMessageSize(), maxElements, false, true);
        this.wire = wire;
        this.maxAllElements = maxAllElements;
    }

    @Override
    public TMessage readMessageBegin() throws TException {
        elements = 0;
        return super.readMessageBegin();
    }

    @Override
    public TList readListBegin() throws TException {
        TList list = super.readListBegin();
        count(list.size);
        return list;
    }

    @Override
    public TSet readSetBegin() throws TException {
        TSet set = super.readSetBegin();
        count(set.size);
        return set;
    }

    @Override
    public TMap readMapBegin() throws TException {
        TMap map = super.readMapBegin();
        count(map.size);
        return map;
    }

    /** An empty struct is a byte in the message, and an object with its place in a list in memory. */
    private void count(int further) throws TProtocolException {
        if (further > maxAllElements - elements) {
            throw new TProtocolException(
                    TProtocolException.SIZE_LIMIT, "the message has more than " + maxAllElements + " elements");
        }
        elements += further;
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
