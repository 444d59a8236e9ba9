package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.testsuite.app.ChangeLog;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The MBean server before, between and after deployments. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BeansOfDeploymentsIT {

    /** A deployment takes Payara four times as long. */
    private static final int TIMES = TestServer.current() == TestServer.PAYARA ? 25 : 100;

    private static final ObjectName ALL = Management.name("dev.flipper:*");
    private static final String TEXT = String.class.getName();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "first", managed = false, testable = false)
    static WebArchive first() {
        return application("first.war");
    }

    @Deployment(name = "second", managed = false, testable = false)
    static WebArchive second() {
        return application("second.war");
    }

    private static WebArchive application(String name) {
        return Flipper.application(name, "flipper.flags.\"SWITCH\"=false", "flipper.flags.\"OTHER\"=true")
                .addClass(ChangeLog.class);
    }

    private static ObjectName client(String application) {
        return Management.name("dev.flipper:type=FeatureFlagClient,app=\"" + application + "\",name=\"default\"");
    }

    private static ObjectName flag(String application, String name) {
        return Management.name("dev.flipper:type=FeatureFlag,app=\"" + application + "\",client=\"default\",name="
                + ObjectName.quote(name));
    }

    private static Set<ObjectName> beansOf(String application) {
        return Set.of(client(application), flag(application, "SWITCH"), flag(application, "OTHER"));
    }

    @Test
    void manyDeploymentsLeaveTheMBeanServerAsItWas() throws Exception {
        try (Management management = Management.connect()) {
            MBeanServerConnection server = management.server();
            // What the server itself adds at a first deployment, its web server's beans for one, stays.
            useOnce(server);
            Set<ObjectName> before = server.queryNames(null, null);
            Registrations registrations = Registrations.follow(server);

            for (int i = 0; i < TIMES; i++) {
                useOnce(server);
            }

            assertThat(server.queryNames(null, null)).containsExactlyInAnyOrderElementsOf(before);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(registrations::assertEachCameAndWent);
        }
    }

    private void useOnce(MBeanServerConnection server) throws Exception {
        deployer.deploy("first");
        try {
            server.setAttribute(flag("first", "SWITCH"), new Attribute("Enabled", true));
            create(server, "MOMENTARY");
            server.invoke(flag("first", "MOMENTARY"), "enable", null, null);
            server.invoke(client("first"), "destroy", new Object[] {"MOMENTARY"}, new String[] {TEXT});
            create(server, "LEFT");
            server.addNotificationListener(flag("first", "LEFT"), (notification, handback) -> {}, null, null);
            assertThat(server.queryNames(ALL, null)).hasSize(4);
        } finally {
            deployer.undeploy("first");
        }
    }

    private static void create(MBeanServerConnection server, String flag) throws Exception {
        server.invoke(client("first"), "create", new Object[] {flag, false}, new String[] {TEXT, "boolean"});
    }

    @Test
    void applicationsWithTheSameFlagsHaveBeansOfTheirOwnAndTakeThemAlong() throws Exception {
        try (Management management = Management.connect()) {
            MBeanServerConnection server = management.server();
            deployer.deploy("first");
            try {
                deployer.deploy("second");
                try {
                    assertThat(server.queryNames(ALL, null))
                            .containsAll(beansOf("first"))
                            .containsAll(beansOf("second"))
                            .hasSize(6);

                    server.setAttribute(flag("second", "SWITCH"), new Attribute("Enabled", true));

                    assertThat(server.getAttribute(flag("first", "SWITCH"), "Enabled"))
                            .isEqualTo(false);
                } finally {
                    deployer.undeploy("second");
                }
                assertThat(server.queryNames(ALL, null)).isEqualTo(beansOf("first"));
                assertThat(server.getAttribute(flag("first", "OTHER"), "Enabled"))
                        .isEqualTo(true);
            } finally {
                deployer.undeploy("first");
            }
            assertThat(server.queryNames(ALL, null)).isEmpty();
        }
    }

    /** What the MBean server tells of the beans of Flipper. */
    private static final class Registrations {

        private final Queue<ObjectName> came = new ConcurrentLinkedQueue<>();
        private final Queue<ObjectName> went = new ConcurrentLinkedQueue<>();

        static Registrations follow(MBeanServerConnection server) throws Exception {
            Registrations registrations = new Registrations();
            server.addNotificationListener(
                    MBeanServerDelegate.DELEGATE_NAME,
                    (notification, handback) -> registrations.note((MBeanServerNotification) notification),
                    null,
                    null);
            return registrations;
        }

        private void note(MBeanServerNotification notification) {
            ObjectName name = notification.getMBeanName();
            if (ALL.apply(name)) {
                boolean arrival = notification.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION);
                (arrival ? came : went).add(name);
            }
        }

        void assertEachCameAndWent() {
            List<ObjectName> names = List.copyOf(came);
            assertThat(names).hasSize(5 * TIMES);
            assertThat(went).containsExactlyInAnyOrderElementsOf(names);
        }
    }
}
