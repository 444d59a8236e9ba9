package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlagClient;
import dev.flipper.condition.Condition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the beans tell of the checks. */
class CountedChecksTest {

    private static final ObjectName CLIENT = Management.name("dev.flipper:type=FeatureFlagClient,name=\"default\"");
    private static final ObjectName HORSE =
            Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management management = new Management(server);
    private final HookedStore store = new HookedStore(new MemoryFeatureFlagStore());
    /** The platform's MBean server has its beans too; without these it counts for nobody. */
    private final FeatureFlagClient client = open(store);

    private static FeatureFlagClient open(HookedStore store) {
        FeatureFlagClient client =
                FeatureFlagClient.builder(store).clock(InstantSource.fixed(NOW)).build();
        FlipperJmx.register(client).close();
        return client;
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void register(boolean count) {
        ClientRegistration.open(server, client, new JmxSettings(100, count));
    }

    @Test
    void aFlagTellsOfItsChecksAndTheClientOfAll() throws Exception {
        client.create("HORSE", true);
        client.addCondition("HORSE", Condition.of("horses__gt", 3));
        register(true);
        assertThat(management.get(CLIENT, "CountingChecks")).isEqualTo(true);
        assertThat(management.get(HORSE, "EnabledShare")).isNull();
        assertThat(management.get(HORSE, "LastCheck")).isNull();

        client.isEnabled("HORSE", EvaluationContext.of("horses", 4));
        client.isEnabled("HORSE", EvaluationContext.of("horses", 2));
        client.get("HORSE").isEnabled(EvaluationContext.of("horses", 2));
        client.isEnabled("UNICORN");
        store.beforeGet = name -> {
            throw new IllegalStateException("away");
        };
        client.isEnabled("HORSE");

        assertThat(management.get(HORSE, "Checks")).isEqualTo(4L);
        assertThat(management.get(HORSE, "CheckErrors")).isEqualTo(1L);
        assertThat(management.get(HORSE, "EnabledShare")).isEqualTo(0.25);
        assertThat(management.get(HORSE, "LastCheck")).isEqualTo(Date.from(NOW));
        assertThat(management.get(CLIENT, "Checks")).isEqualTo(5L);
        assertThat(management.get(CLIENT, "CheckErrors")).isEqualTo(1L);
        assertThat(management.get(CLIENT, "EnabledShare")).isEqualTo(0.2);
        assertThat(management.get(CLIENT, "LastCheck")).isEqualTo(Date.from(NOW));
    }

    @Test
    void countingIsSwitchedOverJmx() throws Exception {
        client.create("HORSE", true);
        register(false);
        assertThat(management.get(CLIENT, "CountingChecks")).isEqualTo(false);
        client.isEnabled("HORSE");
        management.set(CLIENT, "CountingChecks", true);
        client.isEnabled("HORSE");
        client.isEnabled("HORSE");
        management.set(CLIENT, "CountingChecks", false);
        client.isEnabled("HORSE");
        assertThat(management.get(HORSE, "Checks")).isEqualTo(2L);
    }

    @Test
    void countingEndsWithTheBeansThatBeganIt() {
        ClientRegistration first = ClientRegistration.open(server, client, new JmxSettings(100, true));
        ClientRegistration second =
                ClientRegistration.open(MBeanServerFactory.newMBeanServer(), client, new JmxSettings(100, true));
        second.close();
        assertThat(client.statistics().isCounting()).isTrue();
        first.close();
        assertThat(client.statistics().isCounting()).isFalse();
    }

    @Test
    void theClientTellsOfTheLastChange() throws Exception {
        ClientRegistration.open(server, client, new JmxSettings(100, false), InstantSource.fixed(NOW));
        assertThat(management.get(CLIENT, "LastChange")).isNull();
        client.create("HORSE");
        assertThat(management.get(CLIENT, "LastChange")).isEqualTo(Date.from(NOW));
    }

    @Test
    void theClientTellsOfTheLastChangeElsewhere() throws Exception {
        ClientRegistration.open(server, client, new JmxSettings(100, false), InstantSource.fixed(NOW));
        try (FeatureFlagClient other = FeatureFlagClient.open(store)) {
            other.create("PONY");
        }
        assertThat(management.get(CLIENT, "LastChange")).isEqualTo(Date.from(NOW));
    }
}
