package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class JmxClientListenerTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void beansAreThereWithoutAnyCallForAsLongAsTheClientIsOpen() throws Exception {
        Set<ObjectName> before = server.queryNames(null, null);
        for (int round = 0; round < 100; round++) {
            MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
            try (FeatureFlagClient client = FeatureFlagClient.builder(store)
                    .application("listener test")
                    .build()) {
                client.create("HORSE", true);
                assertThat(new Management(server).get(horse(), "Enabled")).isEqualTo(true);
            }
            assertThat(server.queryNames(null, null)).isEqualTo(before);
        }
    }

    private static ObjectName horse() {
        return Management.name("dev.flipper:type=FeatureFlag,app=\"listener test\",client=\"default\",name=\"HORSE\"");
    }

    @Test
    void twoClientsOfTheSameNameBothOpen() {
        Set<ObjectName> before = server.queryNames(null, null);
        try (FeatureFlagClient first = FeatureFlagClient.open(new MemoryFeatureFlagStore());
                FeatureFlagClient second = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            assertThat(first.name()).isEqualTo(second.name());
            assertThat(server.queryNames(null, null)).hasSize(before.size() + 2);
        }
        assertThat(server.queryNames(null, null)).isEqualTo(before);
    }

    @Test
    void closingWhatWasNotOpenedHasNoEffect() {
        Set<ObjectName> before = server.queryNames(null, null);
        try (FeatureFlagClient client = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            Set<ObjectName> open = server.queryNames(null, null);
            new JmxClientListener().closed(client);
            assertThat(server.queryNames(null, null)).isEqualTo(open);
        }
        assertThat(server.queryNames(null, null)).isEqualTo(before);
    }
}
