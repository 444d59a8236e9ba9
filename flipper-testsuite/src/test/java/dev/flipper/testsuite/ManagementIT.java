package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.flipper.testsuite.app.ChangeLog;
import dev.flipper.testsuite.app.FailingStartup;
import java.util.Queue;
import java.util.Set;
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
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs outside the server, as an operator with JConsole. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ManagementIT {

    private static final ObjectName ALL = Management.name("dev.flipper:*");
    private static final ObjectName CLIENT =
            Management.name("dev.flipper:type=FeatureFlagClient,app=\"managed\",name=\"default\"");
    private static final ObjectName SOUNDS = flag("SOUNDS");

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "managed", managed = false, testable = false)
    static WebArchive application() {
        return Flipper.application("managed.war", "flipper.flags.\"SOUNDS\"=false", "flipper.flags.\"LOCKED\"=false")
                .addClass(ChangeLog.class);
    }

    @Deployment(name = "failing", managed = false, testable = false)
    static WebArchive failingApplication() {
        return Flipper.application("failing.war").addClass(FailingStartup.class);
    }

    private static ObjectName flag(String name) {
        return Management.name(
                "dev.flipper:type=FeatureFlag,app=\"managed\",client=\"default\",name=" + ObjectName.quote(name));
    }

    @Test
    void beansComeAndGoWithTheirApplication() throws Exception {
        try (Management management = Management.connect()) {
            MBeanServerConnection server = management.server();
            Set<ObjectName> before = server.queryNames(null, null);
            assertThat(server.queryNames(ALL, null)).isEmpty();

            deployed(() ->
                    assertThat(server.queryNames(ALL, null)).containsExactlyInAnyOrder(CLIENT, SOUNDS, flag("LOCKED")));

            assertThat(server.queryNames(ALL, null)).isEmpty();
            // What the server itself adds at a first deployment, its web server's beans for one, is not ours.
            assertThat(server.queryNames(null, null)).containsAll(before);
        }
    }

    @Test
    void aDeploymentThatFailsLateLeavesNoBeanBehind() throws Exception {
        try (Management management = Management.connect()) {
            ServerLog log = ServerLog.fromNowOn();
            assertThat(DeploymentFailure.of(deployer, "failing")).contains("FailingStartup");
            await().untilAsserted(() -> assertThat(log.text()).contains("fails on purpose"));
            assertThat(management.server().queryNames(ALL, null)).isEmpty();
        }
    }

    @Test
    void aFlagIsReadAndSwitchedFromOutside() throws Exception {
        withServer(server -> {
            assertThat(server.getAttribute(SOUNDS, "Enabled")).isEqualTo(false);
            server.setAttribute(SOUNDS, new Attribute("Enabled", true));
            assertThat(server.getAttribute(SOUNDS, "Enabled")).isEqualTo(true);
            server.invoke(SOUNDS, "disable", null, null);
            assertThat(server.getAttribute(SOUNDS, "Enabled")).isEqualTo(false);
        });
    }

    @Test
    void whoeverListensIsToldOfTheSwitch() throws Exception {
        withServer(server -> {
            Queue<Notification> received = new ConcurrentLinkedQueue<>();
            server.addNotificationListener(SOUNDS, (notification, handback) -> received.add(notification), null, null);
            server.invoke(CLIENT, "enable", new Object[] {"SOUNDS"}, new String[] {String.class.getName()});
            await().untilAsserted(() -> assertThat(received)
                    .filteredOn(AttributeChangeNotification.class::isInstance)
                    .singleElement(type(AttributeChangeNotification.class))
                    .satisfies(change -> assertThat(change.getOldValue()).isEqualTo(false))
                    .satisfies(change -> assertThat(change.getNewValue()).isEqualTo(true)));
        });
    }

    @Test
    void aVetoOfTheApplicationHoldsAndIsReadable() throws Exception {
        withServer(server -> {
            assertThatThrownBy(() -> server.setAttribute(flag("LOCKED"), new Attribute("Enabled", true)))
                    .hasStackTraceContaining("LOCKED is locked");
            assertThat(server.getAttribute(flag("LOCKED"), "Enabled")).isEqualTo(false);
        });
    }

    @Test
    void aFlagThatIsCreatedFromOutsideHasABeanOfItsOwn() throws Exception {
        withServer(server -> {
            server.invoke(
                    CLIENT, "create", new Object[] {"NEW", true}, new String[] {String.class.getName(), "boolean"});
            assertThat(server.getAttribute(flag("NEW"), "Enabled")).isEqualTo(true);
            server.invoke(CLIENT, "destroy", new Object[] {"NEW"}, new String[] {String.class.getName()});
            assertThat(server.isRegistered(flag("NEW"))).isFalse();
        });
    }

    private void withServer(ServerCheck check) throws Exception {
        try (Management management = Management.connect()) {
            deployed(() -> check.run(management.server()));
        }
    }

    private void deployed(Check check) throws Exception {
        deployer.deploy("managed");
        try {
            check.run();
        } finally {
            deployer.undeploy("managed");
        }
    }

    private interface Check {
        void run() throws Exception;
    }

    private interface ServerCheck {
        void run(MBeanServerConnection server) throws Exception;
    }
}
