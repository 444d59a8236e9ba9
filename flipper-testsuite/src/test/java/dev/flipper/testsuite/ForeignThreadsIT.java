package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.testsuite.app.events.ForeignObserver;
import dev.flipper.testsuite.app.events.ObservationsPage;
import dev.flipper.testsuite.app.events.SharedStoreProvider;
import dev.flipper.testsuite.app.events.Surroundings;
import dev.flipper.testsuite.app.events.Visit;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes from threads that are not the application's: what its observers find around themselves. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ForeignThreadsIT {

    /** One visit: a request of its own, in which nobody has been before. */
    private static final String OWN_REQUEST =
            ": app=foreign module=foreign entry=value loader=true visits=1 transaction=true";

    private final Pages pages = new Pages();

    @Deployment(testable = false)
    static WebArchive application() {
        return Flipper.application(
                        "foreign.war",
                        "flipper.store=shared",
                        "flipper.flags.\"JMX\"=false",
                        "flipper.flags.\"LOCKED\"=true",
                        "flipper.flags.\"ELSEWHERE\"=false")
                .addClasses(
                        ForeignObserver.class,
                        ObservationsPage.class,
                        SharedStoreProvider.class,
                        Surroundings.class,
                        Visit.class)
                .addAsServiceProvider(FeatureFlagStoreProvider.class, SharedStoreProvider.class)
                .setWebXML(new StringAsset(
                        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"><env-entry>"
                                + "<env-entry-name>entry</env-entry-name>"
                                + "<env-entry-type>java.lang.String</env-entry-type>"
                                + "<env-entry-value>value</env-entry-value></env-entry></web-app>"));
    }

    private static ObjectName flag(String name) {
        return Management.name(
                "dev.flipper:type=FeatureFlag,app=\"foreign\",client=\"default\",name=" + ObjectName.quote(name));
    }

    @Test
    void observersOfAChangeOverJmxAreInTheApplicationAndInARequest() throws Exception {
        try (Management management = Management.connect()) {
            management.server().invoke(flag("JMX"), "enable", null, null);
        }
        await().untilAsserted(() -> assertThat(pages.get("foreign/observations").lines())
                .filteredOn(line -> line.contains("JMX"))
                .containsExactly("before JMX" + OWN_REQUEST, "after JMX" + OWN_REQUEST, "later JMX" + OWN_REQUEST));
    }

    @Test
    void aVetoOfAnObserverReachesTheJmxClient() throws Exception {
        try (Management management = Management.connect()) {
            assertThatThrownBy(() -> management.server().invoke(flag("LOCKED"), "disable", null, null))
                    .hasStackTraceContaining("LOCKED stays on");
            assertThat(management.server().getAttribute(flag("LOCKED"), "Enabled"))
                    .isEqualTo(true);
        }
    }

    @Test
    void observersOfAChangeElsewhereAreInTheApplicationAndInARequest() {
        pages.post("foreign/observations?flag=ELSEWHERE");
        await().untilAsserted(() -> assertThat(pages.get("foreign/observations").lines())
                .filteredOn(line -> line.contains("ELSEWHERE"))
                .containsExactlyInAnyOrder(
                        "elsewhere ELSEWHERE [ENABLED]" + OWN_REQUEST, "elsewhere later ELSEWHERE" + OWN_REQUEST));
    }
}
