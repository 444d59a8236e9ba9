package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.Flag;
import dev.flipper.cdi.FlipperClient;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.testsuite.app.LoggedStore;
import dev.flipper.testsuite.app.TestedStoreProvider;
import dev.flipper.testsuite.app.ZooStore;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several clients of one application, one on a store of its own. Runs inside the server. */
@ExtendWith(ArquillianExtension.class)
class SettingsIT {

    @Inject
    FeatureFlagClient features;

    @Inject
    @FlipperClient("billing")
    FeatureFlagClient billing;

    @Inject
    @FlipperClient("billing")
    @Flag("DUNNING")
    FeatureFlag dunning;

    @Inject
    @FlipperClient("zoo")
    FeatureFlagClient zoo;

    @Inject
    @FlipperClient("zoo")
    ZooStore zooStore;

    @Deployment
    static WebArchive application() {
        return Flipper.testedInside(
                        "settings.war",
                        "flipper.flags.\"IMPROVED_HORSE_SOUNDS\"=true",
                        "flipper.client.billing.store=tested",
                        "flipper.client.billing.tested.name=billing",
                        "flipper.client.billing.tested.timeout=500ms",
                        "flipper.client.billing.flags.\"DUNNING\"=true",
                        "flipper.client.zoo.local=mirror",
                        "flipper.client.zoo.flags.\"LIONS\"=false")
                .addClasses(TestedStoreProvider.class, LoggedStore.class, ZooStore.class)
                .addAsServiceProvider(FeatureFlagStoreProvider.class, TestedStoreProvider.class);
    }

    @Test
    void eachClientHasItsName() {
        assertThat(features.name()).isEqualTo("default");
        assertThat(billing.name()).isEqualTo("billing");
        assertThat(zoo.name()).isEqualTo("zoo");
    }

    @Test
    void eachClientHasItsFlags() {
        assertThat(features.list()).extracting(FeatureFlag::name).containsExactly("IMPROVED_HORSE_SOUNDS");
        assertThat(billing.list()).extracting(FeatureFlag::name).containsExactly("DUNNING");
        assertThat(dunning.isEnabled()).isTrue();
    }

    @Test
    void theApplicationsOwnStoreIsUsedBehindAMirror() {
        assertThat(zooStore.get("LIONS")).isNotNull();
        zoo.enable("LIONS");
        assertThat(zoo.isEnabled("LIONS")).isTrue();
        assertThat(zooStore.get("LIONS").enabled()).isTrue();
    }
}
