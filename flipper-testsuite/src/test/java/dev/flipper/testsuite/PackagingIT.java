package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.testsuite.app.ear.FlagPage;
import dev.flipper.testsuite.app.ear.HorsesBean;
import dev.flipper.testsuite.app.ear.HorsesPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What it means where in an application the library lies. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PackagingIT {

    private final Pages pages = new Pages();

    @ArquillianResource
    private Deployer deployer;

    private final List<String> deployed = new ArrayList<>();

    @Deployment(name = "apart", managed = false, testable = false)
    static EnterpriseArchive apart() {
        return Ears.apart();
    }

    @Deployment(name = "together", managed = false, testable = false)
    static EnterpriseArchive together() {
        return Ears.together();
    }

    @Deployment(name = "one", managed = false, testable = false)
    static WebArchive one() {
        return alone("one.war");
    }

    @Deployment(name = "two", managed = false, testable = false)
    static WebArchive two() {
        return alone("two.war");
    }

    private static WebArchive alone(String name) {
        return Flipper.application(name, "flipper.flags.\"SWITCH\"=false")
                .addClasses(FlagPage.class, HorsesPage.class, HorsesBean.class);
    }

    private void deploy(String name) {
        deployer.deploy(name);
        deployed.add(name);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        deployed.forEach(deployer::undeploy);
        try (Management management = Management.connect()) {
            assertThat(clients(management.server())).isEmpty();
        }
    }

    private static Set<String> clients(MBeanServerConnection server) throws Exception {
        return server.queryNames(Management.name("dev.flipper:type=FeatureFlagClient,*"), null).stream()
                .map(ObjectName::getCanonicalName)
                .collect(Collectors.toSet());
    }

    private Stream<String> horses() {
        return pages.get("horses/flags").lines();
    }

    private Stream<String> cows() {
        return pages.get("cows/flags").lines();
    }

    @Test
    void withTheLibraryInEachWarEachHasAClientAndObserversOfItsOwn() throws Exception {
        deploy("apart");

        pages.post("horses/flags?flag=SWITCH");

        assertThat(horses())
                .contains("client default of apart/horses", "switched on")
                .anyMatch(line -> observed(line, "POST_ENABLE SWITCH") == 1);
        assertThat(cows()).contains("client default of apart/cows", "switched off", "observed []");
    }

    @Test
    @NotOn(value = TestServer.PAYARA, because = "its MicroProfile Config does not read the settings of a WAR in an EAR")
    void withTheLibraryInEachWarEachHasSettingsOfItsOwn() {
        deploy("apart");

        assertThat(horses()).contains("flags [OF_HORSES=true, SWITCH=false]");
        assertThat(cows()).contains("flags [OF_COWS=true, SWITCH=false]");
    }

    @Test
    void withTheLibraryInEachWarTheClientsOpenWithTheWarsAndHaveNamesOfTheirOwn() throws Exception {
        deploy("apart");
        try (Management management = Management.connect()) {
            assertThat(clients(management.server()))
                    .containsExactlyInAnyOrder(
                            "dev.flipper:app=\"apart/cows\",name=\"default\",type=FeatureFlagClient",
                            "dev.flipper:app=\"apart/horses\",name=\"default\",type=FeatureFlagClient");
        }
    }

    @Test
    void withTheLibraryInTheEarAllWarsShareOneClientAndTheEarsSettings() throws Exception {
        deploy("together");
        try (Management management = Management.connect()) {
            assertThat(clients(management.server()))
                    .containsExactlyInAnyOrder(
                            "dev.flipper:app=\"together\",name=\"default\",type=FeatureFlagClient",
                            "dev.flipper:app=\"together\",name=\"cows\",type=FeatureFlagClient");
        }
        assertThat(horses()).contains("client default of together", "flags [FREE=true, SWITCH=false]");

        pages.post("cows/flags?flag=SWITCH");

        for (String page : new String[] {"horses/flags", "cows/flags"}) {
            assertThat(pages.get(page).lines())
                    .contains("client default of together", "switched on")
                    .anyMatch(line -> line.contains("SWITCH=true"));
        }
    }

    @Test
    void withTheLibraryInTheEarObserversOfAllModulesAreToldOnce() throws Exception {
        deploy("together");

        pages.post("cows/flags?flag=SWITCH");

        assertThat(horses()).anyMatch(line -> observed(line, "POST_ENABLE SWITCH") == 1);
        assertThat(cows()).anyMatch(line -> observed(line, "POST_ENABLE SWITCH") == 1);
        assertThat(cows()).anyMatch(line -> line.contains("EJB_SAW_1_on") && !line.contains("EJB_SAW_2"));
    }

    private static int observed(String line, String event) {
        return line.startsWith("observed ") ? line.split(event, -1).length - 1 : 0;
    }

    @Test
    void withTheLibraryInTheEarAProviderOfAWarSuppliesTheChecksOfThatWarOnly() throws Exception {
        deploy("together");

        pages.post("cows/flags?flag=FREE&horses=no");

        assertThat(horses()).contains("free false");
        assertThat(cows()).contains("free true");
    }

    @Test
    void withTheLibraryInTheEarAWarMayHaveAClientOfItsOwn() {
        deploy("together");

        assertThat(pages.get("cows/milk").lines())
                .containsExactly("client cows of together", "milk true, for all false");
    }

    @Test
    void twoWarsOnOneServerShareNothing() throws Exception {
        deploy("one");
        deploy("two");
        try (Management management = Management.connect()) {
            assertThat(clients(management.server()))
                    .containsExactlyInAnyOrder(
                            "dev.flipper:app=\"one\",name=\"default\",type=FeatureFlagClient",
                            "dev.flipper:app=\"two\",name=\"default\",type=FeatureFlagClient");
        }

        pages.post("one/flags?flag=SWITCH");

        assertThat(pages.get("one/flags").lines())
                .contains("client default of one", "switched on", "observed [POST_ENABLE SWITCH]");
        assertThat(pages.get("two/flags").lines()).contains("client default of two", "switched off", "observed []");
        deployer.undeploy("one");
        deployed.remove("one");
        pages.post("two/flags?flag=SWITCH");
        assertThat(pages.get("two/flags").lines()).contains("switched on");
    }
}
