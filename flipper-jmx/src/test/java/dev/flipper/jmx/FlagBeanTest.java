package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagFormatException;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Instant;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlagBeanTest {

    private static final ObjectName BEAN =
            Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management management = new Management(server);
    private final HookedStore store = new HookedStore(new MemoryFeatureFlagStore());
    private boolean providerFails;
    private FeatureFlagClient client;
    private ClientRegistration registration;

    @BeforeEach
    void open() {
        client = FeatureFlagClient.builder(store)
                .clock(() -> Instant.parse("2025-01-31T23:59:59.5Z"))
                .contextProvider(this::context)
                .build();
        registration = ClientRegistration.open(server, client, new JmxSettings(100, false));
        client.create("HORSE", false, Map.of("owner", "stable"));
    }

    private EvaluationContext context() {
        if (providerFails) {
            throw new IllegalStateException("there is no request");
        }
        return EvaluationContext.empty();
    }

    @AfterEach
    void close() {
        registration.close();
        client.close();
    }

    @Test
    void enabledIsReadAndWritten() throws Exception {
        assertThat(management.get(BEAN, "Enabled")).isEqualTo(false);

        management.set(BEAN, "Enabled", true);
        assertThat(client.isEnabled("HORSE")).isTrue();
        assertThat(management.get(BEAN, "Enabled")).isEqualTo(true);

        management.set(BEAN, "Enabled", false);
        assertThat(client.isEnabled("HORSE")).isFalse();
        assertThat(management.get(BEAN, "Enabled")).isEqualTo(false);
    }

    @Test
    void operationsEnableAndDisable() throws Exception {
        management.call(BEAN, "enable");
        assertThat(client.isEnabled("HORSE")).isTrue();

        management.call(BEAN, "disable");
        assertThat(client.isEnabled("HORSE")).isFalse();
    }

    @Test
    void enabledIsWhatIsStoredWhateverTheRulesSay() throws Exception {
        client.enable("HORSE");
        client.setBucketer("HORSE", new PercentageBucketer(Percentage.of(0)));

        assertThat(client.isEnabled("HORSE")).isFalse();
        assertThat(management.get(BEAN, "Enabled")).isEqualTo(true);
    }

    @Test
    void enabledIsWhatIsStoredAlsoIfAContextProviderFails() throws Exception {
        providerFails = true;
        assertThat(management.get(BEAN, "Enabled")).isEqualTo(false);

        client.enable("HORSE");
        assertThat(management.get(BEAN, "Enabled")).isEqualTo(true);
    }

    @Test
    void anUnreadableFlagIsNeitherEnabledNorDisabled() {
        store.beforeGet = name -> {
            throw new FlagFormatException(name, "meta", "it is missing", null);
        };

        for (String attribute : new String[] {"Enabled", "CreatedDate", "ConditionsJson"}) {
            assertThatThrownBy(() -> management.get(BEAN, attribute))
                    .isInstanceOf(RuntimeMBeanException.class)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("The stored flag 'HORSE' cannot be read: it is missing");
        }
    }

    @Test
    void aFlagThatIsGoneUnnoticedIsNeitherEnabledNorDisabled() {
        FlagBean bean = new FlagBean(client.get("UNICORN"), new JmxCalls(null));

        assertThatThrownBy(bean::isEnabled)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UNICORN");
    }

    @Test
    void metadataIsReadable() throws Exception {
        client.addCondition("HORSE", Condition.of("horses__gt", 3));
        client.setBucketer("HORSE", new PercentageBucketer(Percentage.of(0.5)));

        assertThat(management.get(BEAN, "Name")).isEqualTo("HORSE");
        assertThat(management.get(BEAN, "CreatedDate")).isEqualTo("2025-01-31T23:59:59Z");
        assertThat(management.get(BEAN, "ConditionsJson"))
                .isEqualTo("[{\"horses\": [{\"variable\": \"horses\", \"value\": 3, \"operator\": \"gt\"}]}]");
        assertThat(management.get(BEAN, "BucketerJson"))
                .isEqualTo("{\"type\": \"PercentageBucketer\","
                        + " \"percentage\": {\"type\": \"Percentage\", \"value\": 0.5}}");
        assertThat(management.get(BEAN, "ClientDataJson")).isEqualTo("{\"owner\": \"stable\"}");
    }

    @Test
    void withoutRulesTheJsonSaysSo() throws Exception {
        assertThat(management.get(BEAN, "ConditionsJson")).isEqualTo("[]");
        assertThat(management.get(BEAN, "BucketerJson")).isEqualTo("{\"type\": \"NoOpBucketer\"}");
    }

    @Test
    void evaluatesWithAttributesAsJson() throws Exception {
        client.enable("HORSE");
        client.addCondition("HORSE", Condition.of("horses__gt", 3));

        CompositeData verdict = (CompositeData) management.call(BEAN, "evaluate", "{\"horses\": 4}");

        assertThat(verdict.get("enabled")).isEqualTo(true);
        assertThat(verdict.get("reason")).isEqualTo("CONDITIONS");
    }
}
