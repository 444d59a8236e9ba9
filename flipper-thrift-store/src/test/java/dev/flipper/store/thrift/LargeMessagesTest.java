package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.thrift.idl.ConditionCheck;
import dev.flipper.store.thrift.idl.FeatureFlagStore;
import dev.flipper.store.thrift.idl.FeatureFlagStoreMeta;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that are nearly as large as one may be, and what is kept of them. */
@Timeout(120)
class LargeMessagesTest {

    private static final int CONNECTIONS = 4;

    private final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();
    private final ThriftFeatureFlagServer server =
            ThriftFeatureFlagServer.builder(flags).port(0).build().start();
    private final List<ThriftFeatureFlagStore> stores = new ArrayList<>();

    @AfterEach
    void close() {
        stores.forEach(ThriftFeatureFlagStore::close);
        server.close();
    }

    private ThriftFeatureFlagStore store() {
        ThriftFeatureFlagStore store = ThriftFeatureFlagStore.builder("127.0.0.1", server.port())
                .timeout(Duration.ofMinutes(1))
                .build();
        stores.add(store);
        return store;
    }

    private static FlagDefinition flag(String name, int size) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of("x", "x".repeat(size)));
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void noThreadKeepsTheMemoryOfALargeMessage() {
        FlagDefinition large = flag("large", 10_000_000);
        flags.create(large);
        long before = direct();
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(store().get("large")).isEqualTo(large);
        }
        assertThat(direct() - before).isLessThan(CONNECTIONS * 128L * 1024);
    }

    private static Map<String, List<ConditionCheck>> condition(String value) {
        ConditionCheck check = new ConditionCheck().setVariable("v").setValue(value);
        return new HashMap<>(Map.of("v", List.of(check)));
    }

    private static FeatureFlagStoreMeta conditions(int count, String sign) {
        return new FeatureFlagStoreMeta()
                .setConditions(IntStream.range(0, count)
                        .mapToObj(i -> condition(sign + i))
                        .toList());
    }

    /** Each stored condition is looked at once, not for each that is sent: that would take minutes. */
    @Test
    @Timeout(60)
    void manyConditionsTakeTheirPlacesInGoodTime() {
        FlagDefinition stored = MetaMerge.merge(flag("flag", 1), conditions(20_000, ""));
        FlagDefinition merged = MetaMerge.merge(stored, conditions(20_000, "-1"));
        assertThat(FlagStructs.meta(merged).getConditions())
                .isEqualTo(conditions(20_000, "-1").getConditions());
    }

    private FeatureFlagStore.Client client(TSocket socket) throws TException {
        socket.open();
        return new FeatureFlagStore.Client(new TBinaryProtocol(socket));
    }

    @Test
    void aMessageThatWouldTakeMuchMoreMemoryThanItsBytesEndsTheConnection() throws TException {
        flags.create(flag("flag", 1));
        List<ConditionCheck> empty = Collections.nCopies(10_000, new ConditionCheck());
        FeatureFlagStoreMeta meta =
                new FeatureFlagStoreMeta().setConditions(Collections.nCopies(10, Map.of("v", empty)));
        try (TSocket socket = new TSocket("127.0.0.1", server.port())) {
            FeatureFlagStore.Client client = client(socket);
            assertThatExceptionOfType(TTransportException.class).isThrownBy(() -> client.SetMeta("flag", meta));
        }
    }

    @Test
    void severalLargeMessagesMayFollowEachOther() throws TException {
        flags.create(flag("flag", 1));
        try (TSocket socket = new TSocket("127.0.0.1", server.port())) {
            FeatureFlagStore.Client client = client(socket);
            for (int i = 1; i <= 4; i++) {
                client.SetMeta("flag", conditions(10_000, "-" + i));
            }
            assertThat(client.Get("flag").getMeta().getConditions()).hasSize(10_000);
        }
    }
}
