package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.testsuite.standin.RefusingExtension;
import jakarta.enterprise.inject.spi.Extension;
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

/** Applications that the server refuses, and what it says about them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DeploymentErrorsIT {

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "refused", managed = false, testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class, "refused.war")
                .addClass(RefusingExtension.class)
                .addAsServiceProvider(Extension.class, RefusingExtension.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @Test
    void allProblemsAreReported() {
        ServerLog log = ServerLog.fromNowOn();

        String failure = DeploymentFailure.of(deployer, "refused");

        assertThat(failure).contains("FLIPPER-0001", "no method oldHorseSound", "FLIPPER-0002", "no store named redsi");
        assertThat(log.text()).contains("FLIPPER-0001", "FLIPPER-0002", "refused.war");
    }
}
