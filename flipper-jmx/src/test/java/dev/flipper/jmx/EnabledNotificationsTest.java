package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnabledNotificationsTest {

    private static final ObjectName CLIENT = Management.name("dev.flipper:type=FeatureFlagClient,name=\"default\"");
    private static final ObjectName HORSE =
            Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client = FeatureFlagClient.open(store);
    private final FeatureFlagClient other = FeatureFlagClient.open(store);
    private final ClientRegistration registration =
            ClientRegistration.open(server, client, new JmxSettings(100, false));
    private final List<AttributeChangeNotification> received = new ArrayList<>();

    @BeforeEach
    void listen() throws Exception {
        client.create("HORSE");
        client.create("PONY");
        listenTo(HORSE);
    }

    private void listenTo(ObjectName bean) throws Exception {
        server.addNotificationListener(
                bean, (notification, handback) -> received.add((AttributeChangeNotification) notification), null, null);
    }

    @AfterEach
    void close() {
        registration.close();
        client.close();
        other.close();
    }

    @Test
    void everyChangeIsTold() {
        client.enable("HORSE");
        client.disable("HORSE");
        other.enable("HORSE");

        assertThat(received)
                .extracting(AttributeChangeNotification::getOldValue, AttributeChangeNotification::getNewValue)
                .containsExactly(tuple(false, true), tuple(true, false), tuple(false, true));
        assertThat(received).isSortedAccordingTo((a, b) -> Long.compare(a.getSequenceNumber(), b.getSequenceNumber()));
        assertThat(received)
                .extracting(AttributeChangeNotification::getSequenceNumber)
                .doesNotHaveDuplicates();
    }

    @Test
    void aNotificationSaysWhatAndWhere() {
        client.enable("HORSE");

        assertThat(received).singleElement().satisfies(told -> {
            assertThat(told.getType()).isEqualTo(AttributeChangeNotification.ATTRIBUTE_CHANGE);
            assertThat(told.getSource()).isEqualTo(HORSE);
            assertThat(told.getMessage()).isEqualTo("The flag 'HORSE' was enabled");
            assertThat(told.getAttributeName()).isEqualTo("Enabled");
            assertThat(told.getAttributeType()).isEqualTo("boolean");
        });
        client.disable("HORSE");
        assertThat(received.get(1).getMessage()).isEqualTo("The flag 'HORSE' was disabled");
    }

    @Test
    void whatChangesNothingIsNotTold() {
        client.disable("HORSE");
        client.enable("PONY");
        client.setClientData("HORSE", Map.of("a", 1));
        other.setClientData("HORSE", Map.of("a", 2));
        client.destroy("HORSE");
        other.create("HORSE", true);

        assertThat(received).isEmpty();
    }

    @Test
    void theClientsBeanTellsOfAllItsFlags() throws Exception {
        listenTo(CLIENT);

        client.enable("PONY");
        client.create("DONKEY");
        other.enable("DONKEY");

        assertThat(received)
                .extracting(told -> ((ObjectName) told.getSource()).getKeyProperty("name"))
                .containsExactly("\"PONY\"", "\"DONKEY\"");
    }

    @Test
    void theMetadataIsRight() throws Exception {
        for (ObjectName bean : new ObjectName[] {CLIENT, HORSE}) {
            MBeanNotificationInfo info = server.getMBeanInfo(bean).getNotifications()[0];
            assertThat(info.getName()).isEqualTo(AttributeChangeNotification.class.getName());
            assertThat(info.getNotifTypes()).containsExactly(AttributeChangeNotification.ATTRIBUTE_CHANGE);
        }
    }
}
