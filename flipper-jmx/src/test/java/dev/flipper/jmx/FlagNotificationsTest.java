package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlagNotificationsTest {

    private static final ObjectName CLIENT = Management.name("dev.flipper:type=FeatureFlagClient,name=\"default\"");
    private static final ObjectName HORSE =
            Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");
    private static final Instant NOW = Instant.parse("2025-01-31T23:59:59.5Z");
    private static final JmxSettings SETTINGS = new JmxSettings(100, false);

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final HookedStore store = new HookedStore(new MemoryFeatureFlagStore());
    private final FeatureFlagClient client = FeatureFlagClient.open(store);
    private final FeatureFlagClient other = FeatureFlagClient.open(store);
    private final ClientRegistration registration = ClientRegistration.open(server, client, SETTINGS, () -> NOW);
    private final List<Notification> ofFlag = new ArrayList<>();
    private final List<Notification> ofClient = new ArrayList<>();

    @BeforeEach
    void listen() throws Exception {
        client.create("HORSE");
        server.addNotificationListener(HORSE, (told, handback) -> ofFlag.add(told), null, null);
        server.addNotificationListener(CLIENT, (told, handback) -> ofClient.add(told), null, null);
    }

    @AfterEach
    void close() {
        registration.close();
        client.close();
        other.close();
    }

    private static CompositeData data(Notification notification) {
        return (CompositeData) notification.getUserData();
    }

    private List<String> messages() {
        return ofClient.stream().map(Notification::getMessage).toList();
    }

    @Test
    void everyOperationIsToldByBothBeans() {
        for (FeatureFlagClient by : new FeatureFlagClient[] {client, other}) {
            by.enable("HORSE");
            by.disable("HORSE");
            by.addCondition("HORSE", Condition.of("horses__gt", 1));
            by.setConditions("HORSE", List.of());
            by.setBucketer("HORSE", new PercentageBucketer(Percentage.of(0.5)));
            by.setPercentage("HORSE", Percentage.of(0.25));
            by.setClientData("HORSE", Map.of("owner", by.equals(client)));
            by.removeClientData("HORSE", "owner");
        }

        assertThat(messages())
                .containsExactly(
                        "The flag 'HORSE' was changed here: enabled",
                        "The flag 'HORSE' was enabled",
                        "The flag 'HORSE' was changed here: disabled",
                        "The flag 'HORSE' was disabled",
                        "The flag 'HORSE' was changed here: conditions",
                        "The flag 'HORSE' was changed here: conditions",
                        "The flag 'HORSE' was changed here: bucketer",
                        "The flag 'HORSE' was changed here: bucketer",
                        "The flag 'HORSE' was changed here: client data",
                        "The flag 'HORSE' was changed here: client data",
                        "The flag 'HORSE' was changed elsewhere: enabled",
                        "The flag 'HORSE' was enabled",
                        "The flag 'HORSE' was changed elsewhere: disabled",
                        "The flag 'HORSE' was disabled",
                        "The flag 'HORSE' was changed elsewhere: conditions",
                        "The flag 'HORSE' was changed elsewhere: conditions",
                        "The flag 'HORSE' was changed elsewhere: bucketer",
                        "The flag 'HORSE' was changed elsewhere: bucketer",
                        "The flag 'HORSE' was changed elsewhere: client data",
                        "The flag 'HORSE' was changed elsewhere: client data");
        assertThat(ofFlag).isEqualTo(ofClient);
    }

    @Test
    void numbersGrowOneByOne() {
        client.enable("HORSE");
        other.create("PONY");
        client.destroy("PONY");
        other.disable("HORSE");

        assertThat(ofClient).extracting(Notification::getSequenceNumber).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void whoListensToOneFlagOnlyIsTold() throws Exception {
        client.create("PONY");
        ofClient.clear();
        ObjectName pony = Management.name(HORSE.toString().replace("HORSE", "PONY"));
        try (FeatureFlagClient second = FeatureFlagClient.open(new MemoryFeatureFlagStore());
                ClientRegistration registered = ClientRegistration.open(server, second, SETTINGS)) {
            assertThat(registered).isNotNull();
            second.create("PONY");
            ObjectName secondPony = Management.name(pony.toString().replace(",name", ",instance=2,name"));
            server.addNotificationListener(secondPony, (told, handback) -> ofClient.add(told), null, null);

            second.enable("PONY");
        }

        assertThat(messages())
                .containsExactly("The flag 'PONY' was changed here: enabled", "The flag 'PONY' was enabled");
    }

    @Test
    void aChangeIsToldWithBeforeAndAfter() {
        FlagDefinition before = client.getDefinition("HORSE");
        client.enable("HORSE");
        FlagDefinition after = client.getDefinition("HORSE");

        Notification told = ofFlag.get(0);
        assertThat(told.getType()).isEqualTo("dev.flipper.flag.changed");
        assertThat(told.getSource()).isEqualTo(HORSE);
        assertThat(told.getTimeStamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(data(told).getCompositeType().keySet())
                .containsExactlyInAnyOrder("flag", "kinds", "origin", "before", "after");
        assertThat(data(told).get("flag")).isEqualTo("HORSE");
        assertThat(data(told).get("kinds")).isEqualTo(new String[] {"ENABLED"});
        assertThat(data(told).get("origin")).isEqualTo("HERE");
        assertThat(data(told).get("before")).isEqualTo(before.toJson());
        assertThat(data(told).get("after")).isEqualTo(after.toJson());
    }

    @Test
    void severalThingsAtOnceAreToldOnce() {
        store.update("HORSE", flag -> flag.withEnabled(true)
                .withCondition(Condition.of("horses__gt", 1))
                .withClientData(Map.of("a", 1)));

        assertThat(messages())
                .containsExactly(
                        "The flag 'HORSE' was changed elsewhere: enabled, conditions, client data",
                        "The flag 'HORSE' was enabled");
        assertThat(data(ofClient.get(0)).get("kinds")).isEqualTo(new String[] {"ENABLED", "CONDITIONS", "CLIENT_DATA"});
        assertThat(data(ofClient.get(0)).get("origin")).isEqualTo("ELSEWHERE");
    }

    @Test
    void whatIsStoredBesideIsAChangeToo() {
        Change change = store.delete("HORSE");
        String newer = change.before().toJson().replace("\"meta\": {", "\"colour\": \"bay\", \"meta\": {");
        store.create(FlagDefinition.fromJson(newer));
        store.delete("HORSE");
        store.create(FlagDefinition.fromJson(newer));
        store.update("HORSE", flag -> FlagDefinition.fromJson(newer.replace("bay", "grey")));

        assertThat(messages()).last().isEqualTo("The flag 'HORSE' was changed elsewhere: other members");
    }

    @Test
    void enabledIsAChangedAttributeAsWell() {
        client.enable("HORSE");
        other.disable("HORSE");

        assertThat(ofFlag)
                .filteredOn(AttributeChangeNotification.class::isInstance)
                .map(AttributeChangeNotification.class::cast)
                .allSatisfy(told -> {
                    assertThat(told.getType()).isEqualTo(AttributeChangeNotification.ATTRIBUTE_CHANGE);
                    assertThat(told.getSource()).isEqualTo(HORSE);
                    assertThat(told.getTimeStamp()).isEqualTo(NOW.toEpochMilli());
                    assertThat(told.getAttributeName()).isEqualTo("Enabled");
                    assertThat(told.getAttributeType()).isEqualTo("boolean");
                })
                .extracting(told -> told.getOldValue() + " " + told.getNewValue())
                .containsExactly("false true", "true false");
    }

    @Test
    void whatMakesNoDifferenceIsNotTold() {
        client.disable("HORSE");
        other.disable("HORSE");
        client.setConditions("HORSE", List.of());
        client.removeClientData("HORSE", "owner");

        assertThat(ofClient).isEmpty();
        assertThat(ofFlag).isEmpty();
    }

    @Test
    void creationIsToldWhenTheBeanIsThere() throws Exception {
        List<Boolean> registered = new ArrayList<>();
        server.addNotificationListener(
                CLIENT,
                (told, handback) -> registered.add(server.isRegistered((ObjectName) told.getSource())),
                null,
                null);

        client.create("PONY", true);
        other.create("DONKEY");

        assertThat(registered).containsExactly(true, true);
        assertThat(ofClient)
                .extracting(Notification::getType)
                .containsOnly("dev.flipper.flag.created")
                .hasSize(2);
        assertThat(messages())
                .containsExactly(
                        "The flag 'PONY' was created here, enabled",
                        "The flag 'DONKEY' was created elsewhere, disabled");
        assertThat(data(ofClient.get(0)).get("before")).isNull();
        assertThat((String) data(ofClient.get(0)).get("after")).contains("\"PONY\"");
        assertThat(data(ofClient.get(0)).get("kinds")).isEqualTo(new String[] {"CREATED"});
    }

    @Test
    void destructionIsToldByTheFlagsBeanWhileItIsThere() throws Exception {
        List<Boolean> registered = new ArrayList<>();
        for (FeatureFlagClient by : new FeatureFlagClient[] {client, other}) {
            server.addNotificationListener(
                    HORSE, (told, handback) -> registered.add(server.isRegistered(HORSE)), null, null);
            by.destroy("HORSE");
            assertThat(server.isRegistered(HORSE)).isFalse();
            by.create("HORSE");
        }

        assertThat(registered).containsExactly(true, true);
        assertThat(ofFlag).singleElement().satisfies(told -> {
            assertThat(told.getType()).isEqualTo("dev.flipper.flag.destroyed");
            assertThat(told.getMessage()).isEqualTo("The flag 'HORSE' was destroyed here");
            assertThat((String) data(told).get("before")).contains("HORSE");
            assertThat(data(told).get("after")).isNull();
            assertThat(data(told).get("kinds")).isEqualTo(new String[] {"DESTROYED"});
        });
        assertThat(messages()).contains("The flag 'HORSE' was destroyed elsewhere");
    }

    @Test
    void theDestructionOfWhatCannotBeReadIsToldToo() throws Exception {
        HookedStore broken = new HookedStore(new MemoryFeatureFlagStore());
        broken.unreadable = true;
        try (FeatureFlagClient second = FeatureFlagClient.open(broken);
                ClientRegistration registered = ClientRegistration.open(server, second, SETTINGS)) {
            assertThat(registered).isNotNull();
            second.create("HORSE");
            server.addNotificationListener(
                    Management.name(CLIENT + ",instance=2"), (told, handback) -> ofClient.add(told), null, null);

            second.destroy("HORSE");
        }

        assertThat(messages()).containsExactly("The flag 'HORSE' was destroyed here");
        assertThat(data(ofClient.get(0)).get("before")).isNull();
    }

    @Test
    void theMetadataIsRight() throws Exception {
        for (ObjectName bean : new ObjectName[] {CLIENT, HORSE}) {
            MBeanNotificationInfo[] infos = server.getMBeanInfo(bean).getNotifications();
            assertThat(infos)
                    .extracting(MBeanNotificationInfo::getName)
                    .containsExactly(Notification.class.getName(), AttributeChangeNotification.class.getName());
            assertThat(infos[0].getNotifTypes())
                    .containsExactly(
                            "dev.flipper.flag.created", "dev.flipper.flag.destroyed", "dev.flipper.flag.changed");
            assertThat(infos[1].getNotifTypes()).containsExactly(AttributeChangeNotification.ATTRIBUTE_CHANGE);
        }
    }

    @Test
    void whatIsToldIsDeclared() throws Exception {
        client.enable("HORSE");
        client.destroy("HORSE");
        client.create("HORSE");

        MBeanNotificationInfo[] infos = server.getMBeanInfo(CLIENT).getNotifications();
        assertThat(ofClient).hasSize(4).allSatisfy(told -> assertThat(infos)
                .filteredOn(info -> info.getName().equals(told.getClass().getName()))
                .singleElement()
                .satisfies(
                        info -> assertThat(Arrays.asList(info.getNotifTypes())).contains(told.getType())));
    }
}
