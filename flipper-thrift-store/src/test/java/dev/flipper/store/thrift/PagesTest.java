package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.thrift.idl.FlagEntry;
import dev.flipper.store.thrift.idl.FlagPage;
import dev.flipper.store.thrift.idl.FlipperFlagStore.EntriesAfter_result;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All flags, or a list of them, come in parts, between which others change them. */
@Timeout(120)
class PagesTest {

    private static final int MIB = 1024 * 1024;
    /** Ten of this size fill a part. */
    private static final int LARGE = 24_000;

    private final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();
    private final Seen seen = new Seen();

    private static FlagDefinition flag(String name, int size) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of("x", "x".repeat(size)));
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "f" + i).toList();
    }

    private void with(FeatureFlagStore offered, Consumer<ThriftFeatureFlagStore> test) {
        try (ThriftFeatureFlagServer server =
                        ThriftFeatureFlagServer.builder(offered).port(0).build().start();
                ThriftFeatureFlagStore store = ThriftFeatureFlagStore.builder("127.0.0.1", server.port())
                        .timeout(Duration.ofMinutes(1))
                        .build()) {
            test.accept(store);
        }
    }

    /** Does something when so many flags have been shown, which is amid the first part. */
    private FlagVisitor after(int count, Runnable action) {
        return new FlagVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                seen.flag(definition);
                if (seen.flags.size() == count) {
                    action.run();
                }
            }

            @Override
            public void unreadable(String name, FlagFormatException problem) {
                seen.unreadable(name, problem);
            }
        };
    }

    @Test
    void aListMissesNothingWhenFlagsGo() {
        names(10, 40).forEach(name -> flags.create(flag(name, LARGE)));
        with(flags, store -> store.list(100, 0, after(5, () -> flags.delete("f10"))));
        assertThat(seen.flags).containsExactlyElementsOf(names(10, 40));
    }

    @Test
    void aListShowsNothingTwiceWhenFlagsCome() {
        names(10, 40).forEach(name -> flags.create(flag(name, LARGE)));
        with(flags, store -> store.list(25, 2, after(5, () -> flags.create(flag("f00", 1)))));
        assertThat(seen.flags).containsExactlyElementsOf(names(12, 37));
    }

    @Test
    void aListOfMoreThanAServerLooksForAtATimeIsWhole() {
        names(1000, 3100).forEach(name -> flags.create(flag(name, 1)));
        with(flags, store -> store.list(2050, 10, seen));
        assertThat(seen.flags).containsExactlyElementsOf(names(1010, 3060));
    }

    @Test
    void whatIsNoFlagMayFillAPart() {
        MapStore texts = new MapStore();
        names(1000, 4000).forEach(name -> texts.texts.put(name, "{"));
        names(10, 20).forEach(name -> texts.create(flag(name, LARGE)));
        with(texts, store -> store.list(5, 1, seen));
        assertThat(seen.flags).containsExactlyElementsOf(names(11, 16));
        assertThat(seen.unreadable).containsExactlyInAnyOrderElementsOf(names(1000, 4000));
    }

    @Test
    void aFlagThatFitsOnlyAloneIsSentAlone() {
        names(10, 20).forEach(name -> flags.create(flag(name, LARGE)));
        with(flags, store -> {
            assertThat(store.create(flag("z", 16 * MIB - 150_000))).isTrue();
            store.forEach(seen);
            store.list(100, 0, seen);
        });
        assertThat(seen.flags).hasSize(22).endsWith("f19", "z");
    }

    @Test
    void aNameThatThriftCannotWriteHidesNoOther() {
        flags.create(flag("a", 1));
        flags.create(flag("\ud800", 300_000));
        flags.create(flag("\ue000", 1));
        with(flags, store -> {
            store.forEach(seen);
            assertThat(seen.flags).containsExactly("a", "\ue000");
            seen.flags.clear();
            store.list(2, 0, seen);
            assertThat(seen.flags).containsExactly("a", "\ue000");
        });
        assertThat(seen.unreadable).isEmpty();
    }

    @Test
    void aServiceThatRepeatsItselfIsNotAskedForEver() throws IOException {
        try (FakeService repeating = FakeService.of(PagesTest::repeat);
                ThriftFeatureFlagStore store = new ThriftFeatureFlagStore("127.0.0.1", repeating.port())) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.forEach(seen))
                    .withMessageStartingWith("The flags could not be read from the flag service at")
                    .withMessageEndingWith(": behind 'flag' it has shown 'flag'");
        }
    }

    private static void repeat(Socket connection) throws IOException {
        for (int call = 1; ; call++) {
            FakeService.readSome(connection);
            connection.getOutputStream().write(page(call));
        }
    }

    private static byte[] page(int call) throws IOException {
        FlagEntry entry = Entries.of(flag("flag", 1));
        try {
            TMemoryBuffer answer = new TMemoryBuffer(1024);
            TBinaryProtocol protocol = new TBinaryProtocol(answer);
            protocol.writeMessageBegin(new TMessage("EntriesAfter", TMessageType.REPLY, call));
            FlagPage page = new FlagPage().setEntries(List.of(entry)).setMore(true);
            new EntriesAfter_result().setSuccess(page).write(protocol);
            return Arrays.copyOf(answer.getArray(), answer.length());
        } catch (TException e) {
            throw new IOException(e);
        }
    }
}
