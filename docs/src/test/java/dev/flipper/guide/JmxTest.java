package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.Subscription;
import dev.flipper.jmx.FlipperJmx;
import dev.flipper.setting.Settings;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Map;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.junit.jupiter.api.Test;

/** The code of the README and of docs/jmx.md, over a connector as a tool uses it. */
class JmxTest {

    private static final RMIServerSocketFactory LOOPBACK =
            port -> new ServerSocket(port, 0, InetAddress.getLoopbackAddress());

    @Test
    void aFlagIsSwitchedByItsBean() throws Exception {
        try (FeatureFlagClient features = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .application("horses")
                .build()) {
            features.create("IMPROVED_HORSE_SOUNDS");
            JMXConnectorServer connectors = JMXConnectorServerFactory.newJMXConnectorServer(
                    new JMXServiceURL("service:jmx:rmi://localhost"),
                    Map.of(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, LOOPBACK),
                    ManagementFactory.getPlatformMBeanServer());
            connectors.start();
            try {
                switchOn(connectors.getAddress().toString());
            } finally {
                connectors.stop();
            }

            assertThat(features.isEnabled("IMPROVED_HORSE_SOUNDS")).isTrue();
        }
    }

    @Test
    void beansAreRegisteredByHandAndBySettings() {
        FeatureFlagStore store = new MemoryFeatureFlagStore();
        FeatureFlagClient features = FeatureFlagClient.builder(store)
                .application("horses")
                .settings(Settings.of(Map.of("jmx.max-flags", "500", "jmx.count-checks", "false")))
                .build();
        assertThat(features.statistics().isCounting()).isFalse();
        int beans = ManagementFactory.getPlatformMBeanServer().getMBeanCount();
        Subscription registration = FlipperJmx.register(features);
        registration.close();
        assertThat(ManagementFactory.getPlatformMBeanServer().getMBeanCount()).isEqualTo(beans - 1);
        features.close();
    }

    @SuppressWarnings("BanJNDI") // the address is this test's own
    private static void switchOn(String address) throws Exception {
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            ObjectName flag = new ObjectName(
                    "dev.flipper:type=FeatureFlag,app=\"horses\",client=\"default\",name=\"IMPROVED_HORSE_SOUNDS\"");
            server.setAttribute(flag, new Attribute("Enabled", true));
        }
    }
}
