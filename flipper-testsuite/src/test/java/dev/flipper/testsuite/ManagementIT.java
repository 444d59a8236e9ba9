package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.flipper.testsuite.standin.Switch;
import dev.flipper.testsuite.standin.SwitchMXBean;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.Attribute;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs outside the server, as an operator with JConsole. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ManagementIT {

    private static final ObjectName SWITCH = Management.name(Switch.NAME);

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "switch", managed = false, testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class, "switch.war")
                .addClasses(Switch.class, SwitchMXBean.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @Test
    void anMBeanComesAndGoesWithItsApplication() throws Exception {
        try (Management management = Management.connect()) {
            MBeanServerConnection server = management.server();
            assertThat(server.isRegistered(SWITCH)).isFalse();

            deployed(() -> assertThat(server.isRegistered(SWITCH)).isTrue());

            assertThat(server.isRegistered(SWITCH)).isFalse();
        }
    }

    @Test
    void anAttributeIsSetFromOutsideAndEveryoneIsTold() throws Exception {
        try (Management management = Management.connect()) {
            MBeanServerConnection server = management.server();
            Queue<Notification> received = new ConcurrentLinkedQueue<>();

            deployed(() -> {
                server.addNotificationListener(
                        SWITCH, (notification, handback) -> received.add(notification), null, null);
                server.setAttribute(SWITCH, new Attribute("Enabled", true));

                assertThat(server.getAttribute(SWITCH, "Enabled")).isEqualTo(true);
                await().untilAsserted(() -> assertThat(received)
                        .singleElement(type(AttributeChangeNotification.class))
                        .satisfies(change -> assertThat(change.getOldValue()).isEqualTo(false))
                        .satisfies(change -> assertThat(change.getNewValue()).isEqualTo(true)));
            });
        }
    }

    private void deployed(Check check) throws Exception {
        deployer.deploy("switch");
        try {
            check.run();
        } finally {
            deployer.undeploy("switch");
        }
    }

    private interface Check {
        void run() throws Exception;
    }
}
