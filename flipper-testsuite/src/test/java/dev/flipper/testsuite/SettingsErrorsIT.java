package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.testsuite.app.LoggedStore;
import dev.flipper.testsuite.app.TestedStoreProvider;
import dev.flipper.testsuite.app.ZooStore;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings that the server has to refuse, and stores that must not stay open. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SettingsErrorsIT {

    @ArquillianResource
    private Deployer deployer;

    private static WebArchive application(String name, String... settings) {
        return Flipper.application(name, settings)
                .addClasses(TestedStoreProvider.class, LoggedStore.class, ZooStore.class)
                .addAsServiceProvider(FeatureFlagStoreProvider.class, TestedStoreProvider.class);
    }

    @Deployment(name = "wrong", managed = false, testable = false)
    static WebArchive wrongSettings() {
        return application(
                "wrong.war",
                "flipper.store=redis",
                "flipper.local=mirrored",
                "flipper.sotre=memory",
                "flipper.client.billing.store=tested",
                "flipper.client.billing.tested.timeout=2",
                "flipper.client.billing.tested.password=hunter2",
                "flipper.client.zoo.cache.size=many",
                "flipper.client.default.store=memory");
    }

    @Deployment(name = "broken", managed = false, testable = false)
    static WebArchive brokenStore() {
        return application(
                "broken.war",
                "flipper.store=tested",
                "flipper.tested.name=first",
                "flipper.client.last.store=tested",
                "flipper.client.last.tested.name=last",
                "flipper.client.last.tested.broken=true");
    }

    @Deployment(name = "good", managed = false, testable = false)
    static WebArchive goodSettings() {
        return application("good.war", "flipper.store=tested", "flipper.tested.name=only");
    }

    @Test
    void allWrongSettingsAreToldAtOnceWithTheirSource() {
        ServerLog log = ServerLog.fromNowOn();

        String failure = DeploymentFailure.of(deployer, "wrong");

        assertThat(failure)
                .contains("Flipper found 7 problems in the deployment")
                .contains("FLIPPER-1001: flipper.store=redis (from ")
                .contains("Add the artifact dev.flipper:flipper-redis-store.")
                .contains("FLIPPER-1101: flipper.local=mirrored")
                .contains("FLIPPER-1102: flipper.client.billing.tested.name is missing")
                .contains("FLIPPER-1101: flipper.client.billing.tested.timeout=2")
                .contains("FLIPPER-1101: flipper.client.billing.tested.password=*** (from ", "it has to be long enough")
                .contains("FLIPPER-1101: flipper.client.zoo.cache.size=many")
                .contains("FLIPPER-1107: flipper.client.default.store")
                .contains("(from " + TestServer.current().nameOfPropertiesFile())
                .doesNotContain("hunter2");
        assertThat(log.text()).contains("FLIPPER-0010: flipper.sotre", "did you mean flipper.store?");
    }

    @Test
    void aStoreThatCannotBeOpenedFailsTheDeploymentAndTheOthersAreClosed() {
        ServerLog log = ServerLog.fromNowOn();

        String failure = DeploymentFailure.of(deployer, "broken");

        assertThat(failure)
                .contains("FLIPPER-1113: The feature flag client 'last' cannot be opened on the store 'tested', local:"
                        + " mirror: java.lang.IllegalStateException: broken on purpose");
        assertThat(log.text())
                .contains("Store first opened", "Store first closed")
                .doesNotContain("Store last opened");
    }

    @Test
    void storesAreClosedWithTheApplicationAndBeansWhileTheyLive() {
        ServerLog log = ServerLog.fromNowOn();

        deployer.deploy("good");
        deployer.undeploy("good");

        assertThat(log.text()).contains("Store only opened", "Store only closed");
        assertThat(log.text())
                .containsSubsequence("Store zoo opened", "Store zoo closed", "Store zoo destroyed")
                .doesNotContain("WELD-001303");
    }
}
