package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
}
