package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlipperExtension;
import dev.flipper.jmx.FeatureFlagMXBean;
import dev.flipper.testsuite.app.ear.CowsBean;
import dev.flipper.testsuite.app.ear.CowsPage;
import dev.flipper.testsuite.app.ear.FlagPage;
import dev.flipper.testsuite.app.ear.HorsesBean;
import dev.flipper.testsuite.app.ear.HorsesContext;
import dev.flipper.testsuite.app.ear.HorsesPage;
import dev.flipper.testsuite.app.ear.SharedEjb;
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
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What it means where in an application the library lies. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PackagingIT {

    private static final String SETTINGS = "META-INF/microprofile-config.properties";

    private final Pages pages = new Pages();

    @ArquillianResource
    private Deployer deployer;

    private String deployed = "";

    /** The library in each WAR. */
    @Deployment(name = "apart", managed = false, testable = false)
    static EnterpriseArchive apart() {
        return ShrinkWrap.create(EnterpriseArchive.class, "apart.ear")
                .addAsModule(Flipper.application(
                                "horses.war", "flipper.flags.\"SWITCH\"=false", "flipper.flags.\"OF_HORSES\"=true")
                        .addClasses(FlagPage.class, HorsesPage.class, HorsesBean.class))
                .addAsModule(Flipper.application(
                                "cows.war", "flipper.flags.\"SWITCH\"=false", "flipper.flags.\"OF_COWS\"=true")
                        .addClasses(FlagPage.class, CowsPage.class, CowsBean.class));
    }

    /** The library in the EAR's lib. */
    @Deployment(name = "together", managed = false, testable = false)
    static EnterpriseArchive together() {
        return ShrinkWrap.create(EnterpriseArchive.class, "together.ear")
                .addAsLibraries(Libraries.of(FeatureFlagClient.class, FlipperExtension.class, FeatureFlagMXBean.class))
                .addAsLibraries(ShrinkWrap.create(JavaArchive.class, "shared.jar")
                        .addClass(FlagPage.class)
                        .addAsResource(
                                new StringAsset("flipper.flags.SWITCH=false\nflipper.flags.FREE=true"), SETTINGS))
                .addAsModule(ShrinkWrap.create(JavaArchive.class, "ejbs.jar")
                        .addClass(SharedEjb.class)
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"))
                .addAsModule(war("horses.war", HorsesPage.class, HorsesBean.class, HorsesContext.class))
                .addAsModule(war("cows.war", CowsPage.class, CowsBean.class));
    }

    private static WebArchive war(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addClasses(classes)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    private void deploy(String name) {
        deployer.deploy(name);
        deployed = name;
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        if (!deployed.isEmpty()) {
            deployer.undeploy(deployed);
        }
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
                    .containsExactly("dev.flipper:app=\"together\",name=\"default\",type=FeatureFlagClient");
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
}
