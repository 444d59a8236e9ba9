package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.testsuite.app.BrokenRedirect;
import dev.flipper.testsuite.app.FrozenFlag;
import dev.flipper.testsuite.app.implementations.Lonely;
import dev.flipper.testsuite.app.implementations.Prices;
import dev.flipper.testsuite.app.kinds.PrivateRedirect;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications that the server refuses, and what it says about them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DeploymentErrorsIT {

    private static final String REDIRECT = "FLIPPER-1005: @FeatureToggle(\"EJB\", redirect = \"off\") on "
            + "dev.flipper.testsuite.app.BrokenRedirect.on(long): dev.flipper.testsuite.app.BrokenRedirect has no method"
            + " off(long), only off(int)";

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "redirect", managed = false, testable = false)
    static WebArchive redirectWithOtherParameters() {
        return Flipper.application("redirect.war").addClass(BrokenRedirect.class);
    }

    @Deployment(name = "everything", managed = false, testable = false)
    static WebArchive everythingWrong() {
        return Flipper.application("everything.war", "flipper.store=redsi", "flipper.flags.\"F\"=50")
                .addClasses(BrokenRedirect.class, FrozenFlag.class, Lonely.class, Prices.class);
    }

    @Test
    void aRedirectThatDoesNotFitIsToldWithClassAndMethod() {
        assertThat(DeploymentFailure.of(deployer, "redirect")).contains(REDIRECT);
    }

    @Deployment(name = "private", managed = false, testable = false)
    static WebArchive privateRedirect() {
        return Flipper.application("private.war").addClass(PrivateRedirect.class);
    }

    @Test
    void aPrivateRedirectIsRefused() {
        assertThat(DeploymentFailure.of(deployer, "private"))
                .contains("FLIPPER-1006: @FeatureToggle(\"KINDS\", redirect = \"old\") on "
                        + PrivateRedirect.class.getName() + ".sound(): the redirect old() is private");
    }

    @Test
    void allProblemsAreToldAtOnceToTheDeployerAndInTheLog() {
        ServerLog log = ServerLog.fromNowOn();

        String failure = DeploymentFailure.of(deployer, "everything");

        assertThat(failure)
                .contains("Flipper found 5 problems in the deployment")
                .contains(
                        "FLIPPER-1001: flipper.store=redsi",
                        "there is no store 'redsi' on the class path. Did you mean 'redis', with the artifact"
                                + " dev.flipper:flipper-redis-store? Known are: memory")
                .contains("FLIPPER-1002: flipper.flags.\"F\"=50")
                .contains(
                        "FLIPPER-1401: @WhenEnabled(\"LONELY\") on dev.flipper.testsuite.app.implementations.Lonely has"
                                + " no counterpart")
                .contains("FLIPPER-1004: @Flag(\"BEAN\") in dev.flipper.testsuite.app.FrozenFlag.frozen")
                .contains(REDIRECT);
        await().untilAsserted(() -> assertThat(log.text())
                .contains(
                        "FLIPPER-1001", "FLIPPER-1002", "FLIPPER-1004", "FLIPPER-1005", "FLIPPER-1401", "everything"));
    }
}
