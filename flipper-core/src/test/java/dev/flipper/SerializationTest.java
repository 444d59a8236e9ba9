package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.store.MemoryFeatureFlagStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializationTest {

    /** Where a container would look: the clients of the process that reads. */
    private static final Map<String, FeatureFlagClient> CLIENTS = new ConcurrentHashMap<>();

    private record ByName(String name) implements Serializable {
        private Object readResolve() {
            return CLIENTS.get(name);
        }
    }

    private static byte[] write(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private static FeatureFlagClient client(String name) {
        return FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .name(name)
                .serializedAs(new ByName(name))
                .build();
    }

    @Test
    void aClientIsReadAsTheOneOfTheReadingProcess() throws Exception {
        byte[] bytes = write(client("a"));
        FeatureFlagClient there = client("a");
        CLIENTS.put("a", there);
        assertThat(read(bytes)).isSameAs(there);
    }

    @Test
    void aHandleIsReadAsOneOfTheReadingProcess() throws Exception {
        byte[] bytes = write(client("b").get("flag"));
        FeatureFlagClient there = client("b");
        CLIENTS.put("b", there);
        there.create("flag", true);
        FeatureFlag flag = (FeatureFlag) read(bytes);
        assertThat(flag.name()).isEqualTo("flag");
        assertThat(flag.isEnabled()).isTrue();
        there.disable("flag");
        assertThat(flag.isEnabled()).as("it is live").isFalse();
    }

    @Test
    void withoutASerialFormNeitherIsWritten() {
        FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .name("c")
                .build();
        for (Object object : new Object[] {client, client.get("flag")}) {
            assertThatExceptionOfType(NotSerializableException.class)
                    .isThrownBy(() -> write(object))
                    .withMessage("The feature flag client 'c' was opened without a serial form; see"
                            + " FeatureFlagClientBuilder.serializedAs");
        }
    }

    /** A stream that was made by hand must not bring forth a client or a handle with nothing in it. */
    @ParameterizedTest
    @ValueSource(classes = {DefaultFeatureFlagClient.class, DefaultFeatureFlag.class})
    void aForgedStreamIsRefused(Class<?> type) {
        assertThatExceptionOfType(InvalidObjectException.class)
                .isThrownBy(() -> read(forged(type)))
                .withMessageContaining("is never written itself, only what stands for it");
    }

    /** By the object serialization stream protocol: an object without any fields. */
    private static byte[] forged(Class<?> type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
            out.writeShort(ObjectStreamConstants.STREAM_VERSION);
            out.writeByte(ObjectStreamConstants.TC_OBJECT);
            out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
            out.writeUTF(type.getName());
            out.writeLong(ObjectStreamClass.lookup(type).getSerialVersionUID());
            out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
            out.writeShort(0);
            out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
            out.writeByte(ObjectStreamConstants.TC_NULL);
        }
        return bytes.toByteArray();
    }
}
