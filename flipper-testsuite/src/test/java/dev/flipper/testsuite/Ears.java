package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlipperExtension;
import dev.flipper.jmx.FeatureFlagMXBean;
import dev.flipper.testsuite.app.ear.CowsBean;
import dev.flipper.testsuite.app.ear.CowsMark;
import dev.flipper.testsuite.app.ear.CowsPage;
import dev.flipper.testsuite.app.ear.FlagPage;
import dev.flipper.testsuite.app.ear.HorsesBean;
import dev.flipper.testsuite.app.ear.HorsesContext;
import dev.flipper.testsuite.app.ear.HorsesMark;
import dev.flipper.testsuite.app.ear.HorsesPage;
import dev.flipper.testsuite.app.ear.LibMark;
import dev.flipper.testsuite.app.ear.MilkPage;
import dev.flipper.testsuite.app.ear.SharedEjb;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Two WARs in one EAR, with the library in different places. */
final class Ears {

    private static final String SETTINGS = "META-INF/microprofile-config.properties";

    private static final String TOGETHER = """
            flipper.flags.SWITCH=false
            flipper.flags.FREE=true
            flipper.client.cows.store=memory
            flipper.client.cows.flags.MILK=true
            """;

    private Ears() {}

    /** Puts a class into each part of an EAR, by which its class loader is found. */
    static EnterpriseArchive marked(EnterpriseArchive ear) {
        if (ear.contains("lib/shared.jar")) {
            ear.getAsType(JavaArchive.class, "lib/shared.jar").addClass(LibMark.class);
        }
        ear.getAsType(WebArchive.class, "horses.war").addClass(HorsesMark.class);
        ear.getAsType(WebArchive.class, "cows.war").addClass(CowsMark.class);
        return ear;
    }

    /** The library in each WAR. */
    static EnterpriseArchive apart() {
        return ShrinkWrap.create(EnterpriseArchive.class, "apart.ear")
                .addAsModule(Flipper.application(
                                "horses.war", "flipper.flags.\"SWITCH\"=false", "flipper.flags.\"OF_HORSES\"=true")
                        .addClasses(FlagPage.class, HorsesPage.class, HorsesBean.class))
                .addAsModule(Flipper.application(
                                "cows.war", "flipper.flags.\"SWITCH\"=false", "flipper.flags.\"OF_COWS\"=true")
                        .addClasses(FlagPage.class, CowsPage.class, CowsBean.class));
    }

    /** The library in the EAR's lib, with settings; one of the WARs has a client of its own there. */
    static EnterpriseArchive together() {
        return ShrinkWrap.create(EnterpriseArchive.class, "together.ear")
                .addAsLibraries(Libraries.of(FeatureFlagClient.class, FlipperExtension.class, FeatureFlagMXBean.class))
                .addAsLibraries(ShrinkWrap.create(JavaArchive.class, "shared.jar")
                        .addClass(FlagPage.class)
                        .addAsResource(new StringAsset(TOGETHER), SETTINGS))
                .addAsModule(ShrinkWrap.create(JavaArchive.class, "ejbs.jar")
                        .addClass(SharedEjb.class)
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"))
                .addAsModule(war("horses.war", HorsesPage.class, HorsesBean.class, HorsesContext.class))
                .addAsModule(war("cows.war", CowsPage.class, CowsBean.class, MilkPage.class));
    }

    private static WebArchive war(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addClasses(classes)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }
}
