package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.testsuite.standin.Greeter;
import dev.flipper.testsuite.standin.GreeterEjb;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs inside the server. */
@ExtendWith(ArquillianExtension.class)
class InjectionIT {

    @Inject
    private Greeter greeter;

    @EJB
    private GreeterEjb ejb;

    @Deployment
    static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class, "injection.war")
                .addAsLibraries(Libraries.of(Assertions.class))
                .addClasses(Greeter.class, GreeterEjb.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(new StringAsset("flipper.greeting=Whinny"), "META-INF/microprofile-config.properties");
    }

    @Test
    void aManagedBeanHasItsSetting() {
        assertThat(greeter.greet()).isEqualTo("Whinny");
    }

    @Test
    void anEjbHasItsManagedBean() {
        assertThat(ejb.greet()).isEqualTo("Whinny from an EJB");
    }

    @Test
    void librariesAreInTheApplication() {
        assertThat(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString())
                .contains("injection.war", "WEB-INF/lib/assertj-core");
    }
}
