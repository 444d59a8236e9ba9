package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.testsuite.app.toggle.GuardedHorse;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server's log says of redirects that pass something by. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ToggleWarningsIT {

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "warned", managed = false, testable = false)
    static WebArchive application() {
        return Flipper.application("warned.war").addPackage(GuardedHorse.class.getPackage());
    }

    @Test
    void rolesOfARedirectAreWarnedOfAndTransactionsThatHoldAreNot() {
        ServerLog log = ServerLog.fromNowOn();
        deployer.deploy("warned");
        try {
            assertThat(log.text().lines().filter(line -> line.contains("FLIPPER-0020")))
                    .singleElement()
                    .asString()
                    .contains(
                            GuardedHorse.class.getName() + ".passingBy(): the redirect oldOfGrooms() is called past the"
                                    + " container, which does not heed @jakarta.annotation.security.RolesAllowed on it");
        } finally {
            deployer.undeploy("warned");
        }
    }
}
