package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.Reason;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientBeanTest {

    private static final ObjectName BEAN =
            Management.name("dev.flipper:type=FeatureFlagClient,app=\"shop\",name=\"stable\"");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management management = new Management(server);
    private final HookedStore store = new HookedStore(new MemoryFeatureFlagStore());
    private FeatureFlagClient client;
    private ClientRegistration registration;

    @BeforeEach
    void open() {
        client = FeatureFlagClient.builder(store)
                .application("shop")
                .name("stable")
                .build();
        registration = ClientRegistration.open(server, client, new JmxSettings(100, false));
    }

    @AfterEach
    void close() {
        registration.close();
        client.close();
    }

    @Test
    void tellsWhoTheClientIs() throws Exception {
        assertThat(management.get(BEAN, "Name")).isEqualTo("stable");
        assertThat(management.get(BEAN, "Application")).isEqualTo("shop");
    }

    @Test
    void listsTheFlagsSorted() throws Exception {
        client.create("b");
        client.create("c");
        client.create("a");

        assertThat(management.get(BEAN, "FlagCount")).isEqualTo(3);
        assertThat(management.get(BEAN, "FlagNames")).isEqualTo(new String[] {"a", "b", "c"});
    }

    private List<String> list(int limit, int offset) throws Exception {
        return Stream.of((CompositeData[]) management.call(BEAN, "list", limit, offset))
                .map(row -> row.values().toString())
                .toList();
    }

    @Test
    void listsPages() throws Exception {
        client.create("b", true);
        client.create("c");
        client.create("a");
        client.addCondition("b", Condition.of("horses__gt", 3));
        client.setBucketer("b", new PercentageBucketer(Percentage.of(0.5)));

        assertThat(list(2, 0)).containsExactly("[NoOpBucketer, 0, false, a]", "[PercentageBucketer, 1, true, b]");
        assertThat(list(2, 2)).containsExactly("[NoOpBucketer, 0, false, c]");
        assertThat(list(5, 3)).isEmpty();
    }

    @Test
    void passesOverAFlagThatGoesWhileItIsListed() throws Exception {
        client.create("a");
        client.create("b");
        store.afterListing = () -> client.destroy("a");
        assertThat(list(2, 0)).containsExactly("[NoOpBucketer, 0, false, b]");
    }

    @Test
    void tellsOfTheStore() throws Exception {
        assertThat(management.get(BEAN, "StoreKind")).isEqualTo("HookedStore");
        assertThat(management.get(BEAN, "StoreState")).isEqualTo("UNKNOWN");
        assertThat(management.get(BEAN, "StoreStaleSince")).isNull();
        assertThat(management.get(BEAN, "StoreLastSynchronized")).isNull();

        store.status = new StoreStatus(
                "redis, mirrored", StoreStatus.State.STALE, Instant.ofEpochSecond(7), Instant.ofEpochSecond(6));

        assertThat(management.get(BEAN, "StoreKind")).isEqualTo("redis, mirrored");
        assertThat(management.get(BEAN, "StoreState")).isEqualTo("STALE");
        assertThat(management.get(BEAN, "StoreStaleSince")).isEqualTo(Date.from(Instant.ofEpochSecond(7)));
        assertThat(management.get(BEAN, "StoreLastSynchronized")).isEqualTo(Date.from(Instant.ofEpochSecond(6)));
    }

    @Test
    void createsTogglesAndDestroysThroughTheClient() throws Exception {
        List<EventType> events = new ArrayList<>();
        for (EventType type : EventType.values()) {
            client.events().on(type, (FlagEvent event) -> events.add(event.type()));
        }

        management.call(BEAN, "create", "HORSE", true);
        assertThat(client.isEnabled("HORSE")).isTrue();
        management.call(BEAN, "disable", "HORSE");
        assertThat(client.isEnabled("HORSE")).isFalse();
        management.call(BEAN, "enable", "HORSE");
        assertThat(client.isEnabled("HORSE")).isTrue();
        management.call(BEAN, "destroy", "HORSE");
        assertThat(client.exists("HORSE")).isFalse();

        assertThat(events)
                .containsExactly(
                        EventType.PRE_CREATE,
                        EventType.POST_CREATE,
                        EventType.PRE_DISABLE,
                        EventType.POST_DISABLE,
                        EventType.PRE_ENABLE,
                        EventType.POST_ENABLE,
                        EventType.PRE_DESTROY,
                        EventType.POST_DESTROY);
    }

    @Test
    void evaluatesWithAttributesAsJson() throws Exception {
        client.create("HORSE", true);
        client.addCondition("HORSE", Condition.of("horses__gt", 3));

        CompositeData verdict = (CompositeData) management.call(BEAN, "evaluate", "HORSE", "{\"horses\": 2}");

        assertThat(verdict.getCompositeType().keySet()).containsExactly("detail", "enabled", "flag", "reason");
        assertThat(verdict.get("flag")).isEqualTo("HORSE");
        assertThat(verdict.get("enabled")).isEqualTo(false);
        assertThat(verdict.get("reason")).isEqualTo("CONDITIONS");
        assertThat((String) verdict.get("detail")).contains("horses");
        assertThat(((CompositeData) management.call(BEAN, "evaluate", "HORSE", "{\"horses\": 4}")).get("enabled"))
                .isEqualTo(true);
    }

    @Test
    void evaluatesWithoutAttributes() throws Exception {
        client.create("HORSE", true);

        for (String none : new String[] {null, "", "  ", "{}"}) {
            CompositeData verdict = (CompositeData) management.call(BEAN, "evaluate", "HORSE", none);
            assertThat(verdict.get("reason")).isEqualTo("ENABLED");
        }
    }

    @Test
    void evaluatesAFlagThatDoesNotExist() throws Exception {
        CompositeData verdict = (CompositeData) management.call(BEAN, "evaluate", "UNICORN", "{}");

        assertThat(verdict.get("enabled")).isEqualTo(false);
        assertThat(verdict.get("reason")).isEqualTo("NOT_FOUND");
    }

    @Test
    void whoHasTheInterfacesCanUseThem() {
        FeatureFlagClientMXBean proxy = JMX.newMXBeanProxy(server, BEAN, FeatureFlagClientMXBean.class);

        proxy.create("HORSE", true);

        assertThat(proxy.evaluate("HORSE", null))
                .isEqualTo(new FlagVerdict("HORSE", true, Reason.ENABLED, "the flag is enabled"));
        assertThat(proxy.getFlagNames()).containsExactly("HORSE");
    }
}
