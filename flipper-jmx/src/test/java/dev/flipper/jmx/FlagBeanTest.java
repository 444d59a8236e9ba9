package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagFormatException;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketerFactory;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlagBeanTest {

    private static final ObjectName BEAN =
            Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management management = new Management(server);
    private final HookedStore store = new HookedStore(new MemoryFeatureFlagStore());
    private static final JmxSettings SETTINGS = new JmxSettings(100, false);
    private static final Instant NOW = Instant.parse("2025-01-31T23:59:59.5Z");

    private Instant now = NOW;
    private boolean providerFails;
    private FeatureFlagClient client;
    private ClientRegistration registration;

    @BeforeEach
    void open() {
        client = FeatureFlagClient.builder(store)
                .clock(() -> NOW)
                .bucketerFactory(new Tenants())
                .contextProvider(this::context)
                .build();
        registration = ClientRegistration.open(server, client, SETTINGS, () -> now);
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
        FlagBean bean = new FlagBean(client, "UNICORN", new JmxCalls(null), () -> NOW);

        assertThatThrownBy(bean::isEnabled)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UNICORN");
    }

    @Test
    void metadataIsReadable() throws Exception {
        client.addCondition("HORSE", Condition.of("horses__gt", 3));
        client.setBucketer("HORSE", new PercentageBucketer(Percentage.of(0.5)));

        assertThat(management.get(BEAN, "Name")).isEqualTo("HORSE");
        assertThat(management.get(BEAN, "CreatedDate")).isEqualTo(Date.from(Instant.parse("2025-01-31T23:59:59Z")));
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

    @Test
    void conditionsAreATable() throws Exception {
        client.addCondition("HORSE", Condition.of("horses__gt", 3, "location__in", List.of("farm", "Köln")));
        client.addCondition("HORSE", Condition.of("vip", true));

        assertThat((CompositeData[]) management.get(BEAN, "Conditions"))
                .extracting(
                        row -> row.get("condition"),
                        row -> row.get("attribute"),
                        row -> row.get("operator"),
                        row -> row.get("value"))
                .containsExactly(
                        tuple(1, "horses", "gt", "3"),
                        tuple(1, "location", "in", "[\"farm\", \"K\\u00f6ln\"]"),
                        tuple(2, "vip", "=", "true"));
        management.set(BEAN, "ConditionsJson", "[]");
        assertThat((CompositeData[]) management.get(BEAN, "Conditions")).isEmpty();
    }

    @Test
    void conditionsAreReplaced() throws Exception {
        client.addCondition("HORSE", Condition.of("horses__gt", 3));
        String json = "[{\"location\": [{\"variable\": \"location\", \"value\": \"city\", \"operator\": \"ne\"},"
                + " {\"variable\": \"location\", \"value\": null, \"operator\": null, \"newer\": 1}],"
                + " \"a__b__c\": [{\"variable\": \"a__b__c\", \"value\": \"text\", \"operator\": null}]},"
                + " {\"part\": [{\"variable\": \"part\", \"value\": \"whole\", \"operator\": \"in\"}]}]";

        management.set(BEAN, "ConditionsJson", json);

        assertThat(management.get(BEAN, "ConditionsJson")).isEqualTo(json);
        assertThat(client.getMetadata("HORSE").conditions()).hasSize(2);
    }

    @Test
    void aConditionIsAddedInThreeFields() throws Exception {
        management.call(BEAN, "addCondition", "horses", "gt", "3");
        management.call(BEAN, "addCondition", "location", "", "\"farm\"");
        management.call(BEAN, "addCondition", "vip", "=", "true");
        management.call(BEAN, "addCondition", "age", null, "null");
        management.call(BEAN, "addCondition", "country", " not_in ", "[\"de\"]");

        assertThat(client.getMetadata("HORSE").conditions())
                .containsExactly(
                        Condition.of("horses__gt", 3),
                        Condition.of("location", "farm"),
                        Condition.of("vip", true),
                        Condition.of("age", null),
                        Condition.of("country__not_in", List.of("de")));
    }

    @Test
    void theBucketerIsSetAndDescribed() throws Exception {
        management.set(
                BEAN,
                "BucketerJson",
                "{\"type\": \"ConsistentHashPercentageBucketer\", \"percentage\": {\"type\": \"Percentage\","
                        + " \"value\": 0.25}, \"key_whitelist\": [\"user_id\"]}");

        assertThat(client.getMetadata("HORSE").bucketer())
                .isEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(0.25), "user_id"));
        assertThat(management.get(BEAN, "Percentage")).isEqualTo(0.25);
        CompositeData bucketer = (CompositeData) management.get(BEAN, "Bucketer");
        assertThat(bucketer.getCompositeType().keySet())
                .containsExactlyInAnyOrder(
                        "type",
                        "description",
                        "percentage",
                        "keyWhitelist",
                        "initialValue",
                        "finalValue",
                        "durationSeconds",
                        "start",
                        "fieldsJson");
        assertThat(bucketer.get("type")).isEqualTo("ConsistentHashPercentageBucketer");
        assertThat(bucketer.get("description")).isEqualTo("25 % of the users, by user_id");
        assertThat(bucketer.get("percentage")).isEqualTo(0.25);
        assertThat(bucketer.get("keyWhitelist")).isEqualTo(new String[] {"user_id"});
        assertThat(bucketer.get("initialValue")).isNull();
    }

    @Test
    void aRampMoves() throws Exception {
        client.setBucketer("HORSE", new PercentageBucketer(Percentage.linearRamp(0, 0.5, Duration.ofHours(1), NOW)));
        now = NOW.plusSeconds(1800);

        CompositeData bucketer = (CompositeData) management.get(BEAN, "Bucketer");
        assertThat(bucketer.get("description")).isEqualTo("25 % of the calls, by chance; a ramp from 0 % to 50 %");
        assertThat(bucketer.get("initialValue")).isEqualTo(0.0);
        assertThat(bucketer.get("finalValue")).isEqualTo(0.5);
        assertThat(bucketer.get("durationSeconds")).isEqualTo(3600.0);
        assertThat(bucketer.get("start")).isEqualTo(Date.from(NOW));
        assertThat(management.get(BEAN, "Percentage")).isEqualTo(0.25);
    }

    @Test
    void thePercentageIsSetOnItsOwn() throws Exception {
        client.setBucketer("HORSE", ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "user_id"));

        management.set(BEAN, "Percentage", 0.25);

        assertThat(client.getMetadata("HORSE").bucketer())
                .isEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(0.25), "user_id"));
    }

    /** JConsole sends one where somebody types it. */
    @Test
    void thePercentageMayBeAnInteger() throws Exception {
        client.setBucketer("HORSE", new PercentageBucketer(Percentage.of(0.5)));

        management.set(BEAN, "Percentage", 1);
        assertThat(management.get(BEAN, "Percentage")).isEqualTo(1.0);

        AttributeList set = server.setAttributes(
                BEAN, new AttributeList(List.of(new Attribute("Percentage", 0L), new Attribute("Enabled", true))));
        assertThat(set).hasSize(2);
        assertThat(management.get(BEAN, "Percentage")).isEqualTo(0.0);
        assertThat(management.get(BEAN, "Enabled")).isEqualTo(true);
    }

    @Test
    void withoutABucketerThereIsNoPercentage() throws Exception {
        assertThat(management.get(BEAN, "Percentage")).isNull();
        CompositeData bucketer = (CompositeData) management.get(BEAN, "Bucketer");
        assertThat(bucketer.get("type")).isEqualTo("NoOpBucketer");
        assertThat(bucketer.get("description")).isEqualTo("none: all calls are let in");
        assertThat(bucketer.get("fieldsJson")).isNull();
    }

    @Test
    void theApplicationsOwnBucketerIsShownAsJson() throws Exception {
        management.set(BEAN, "BucketerJson", "{\"type\": \"Tenant\", \"tenant\": \"acme\"}");

        CompositeData bucketer = (CompositeData) management.get(BEAN, "Bucketer");
        assertThat(bucketer.get("type")).isEqualTo("Tenant");
        assertThat(bucketer.get("description")).isEqualTo("a bucketer of the application's own");
        assertThat(bucketer.get("fieldsJson")).isEqualTo("{\"tenant\": \"acme\"}");
        assertThat(bucketer.get("percentage")).isNull();
    }

    @Test
    void anUnknownBucketerIsShownAsJson() throws Exception {
        client.setBucketer("HORSE", new UnknownBucketer("Newer", Map.of("a", 1), "not asked"));

        CompositeData bucketer = (CompositeData) management.get(BEAN, "Bucketer");
        assertThat(bucketer.get("type")).isEqualTo("Newer");
        assertThat(bucketer.get("description")).isEqualTo("the bucketer type 'Newer' is not known here");
        assertThat(bucketer.get("fieldsJson")).isEqualTo("{\"a\": 1}");
    }

    @Test
    void clientDataIsATableAndIsMergedAndRemoved() throws Exception {
        management.call(BEAN, "mergeClientData", "{\"ticket\": 4711, \"owner\": [\"a\", null]}");

        TabularData table = (TabularData) management.get(BEAN, "ClientData");
        assertThat(table.get(new Object[] {"ticket"}).get("value")).isEqualTo("4711");
        assertThat(table.get(new Object[] {"owner"}).get("value")).isEqualTo("[\"a\", null]");

        management.call(BEAN, "removeClientData", "owner");
        assertThat(management.get(BEAN, "ClientDataJson")).isEqualTo("{\"ticket\": 4711}");
    }

    @Test
    void theBeanDestroysItsFlag() throws Exception {
        management.call(BEAN, "destroy");

        assertThat(client.exists("HORSE")).isFalse();
        assertThat(server.isRegistered(BEAN)).isFalse();
    }

    @Test
    void theLastChangeIsWhatTheClientHasSeen() throws Exception {
        try (FeatureFlagClient other = FeatureFlagClient.open(store)) {
            assertThat(management.get(BEAN, "LastChange")).isEqualTo(Date.from(NOW));
            now = NOW.plusSeconds(1);
            client.enable("HORSE");
            assertThat(management.get(BEAN, "LastChange")).isEqualTo(Date.from(now));
            now = NOW.plusSeconds(2);
            other.setClientData("HORSE", Map.of("a", 1));
            assertThat(management.get(BEAN, "LastChange")).isEqualTo(Date.from(now));
            now = NOW.plusSeconds(3);
            client.enable("HORSE");
            assertThat(management.get(BEAN, "LastChange")).isEqualTo(Date.from(NOW.plusSeconds(2)));
        }
    }

    @Test
    void beforeAChangeThereIsNoLastOne() throws Exception {
        registration.close();
        registration = ClientRegistration.open(server, client, SETTINGS, () -> now);

        assertThat(management.get(BEAN, "LastChange")).isNull();
    }

    @Test
    void aDateBeyondAllDatesIsTheLastOne() throws Exception {
        String far = client.getDefinition("HORSE").toJson().replaceAll("(created_date\": )\\d+", "$110000000000000000");
        store.delete("HORSE");
        store.create(FlagDefinition.fromJson(far));
        assertThat(management.get(BEAN, "CreatedDate")).isEqualTo(Date.from(Instant.ofEpochMilli(Long.MAX_VALUE)));
    }

    @Test
    void evaluationNamesWhatDecided() throws Exception {
        client.enable("HORSE");
        client.addCondition("HORSE", Condition.of("horses__gt", 3));
        client.setBucketer("HORSE", ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "user_id"));

        assertThat(((CompositeData) management.call(BEAN, "evaluate", "{\"horses\": 4}")).get("detail"))
                .isEqualTo("all conditions are satisfied: horses > 3");
        assertThat(((CompositeData) management.call(BEAN, "evaluate", "{\"horses\": 3}")).get("detail"))
                .isEqualTo("not satisfied: horses > 3");
        assertThat(((CompositeData) management.call(BEAN, "evaluate", "{\"user_id\": 1}")).get("detail"))
                .isEqualTo("bucket 0.48 is within ConsistentHashPercentageBucketer(0.5 by user_id)");
    }

    /** An application's own bucketer. */
    private record Tenant(String tenant) implements Bucketer {

        @Override
        public String type() {
            return "Tenant";
        }

        @Override
        public Map<String, ?> fields() {
            return Map.of("tenant", tenant);
        }

        @Override
        public boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random) {
            return true;
        }
    }

    private static final class Tenants implements BucketerFactory {

        @Override
        public String type() {
            return "Tenant";
        }

        @Override
        public Bucketer create(Map<String, Object> fields) {
            return new Tenant((String) fields.get("tenant"));
        }
    }
}
