package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.condition.Condition;
import dev.flipper.testsuite.app.implementations.Dealer;
import dev.flipper.testsuite.app.implementations.NewPrices;
import dev.flipper.testsuite.app.implementations.NewSounds;
import dev.flipper.testsuite.app.implementations.OldPrices;
import dev.flipper.testsuite.app.implementations.OldSounds;
import dev.flipper.testsuite.app.implementations.Prices;
import dev.flipper.testsuite.app.implementations.Sounds;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two beans, and two EJBs, that implement an interface by turns. Runs inside the server. */
@ExtendWith(ArquillianExtension.class)
class ImplementationSwitchIT {

    @Inject
    FeatureFlagClient features;

    @EJB
    Dealer dealer;

    @Deployment
    static WebArchive application() {
        return Flipper.testedInside(
                        "implementations.war", "flipper.flags.\"SOUNDS\"=false", "flipper.flags.\"PRICES\"=false")
                .addClasses(
                        Sounds.class,
                        NewSounds.class,
                        OldSounds.class,
                        Prices.class,
                        NewPrices.class,
                        OldPrices.class,
                        Dealer.class);
    }

    @AfterEach
    void switchOff() {
        for (String name : List.of("SOUNDS", "PRICES")) {
            features.disable(name);
            features.setConditions(name, List.of());
        }
    }

    @Test
    void theFlagDecidesBetweenBeansAndBetweenEjbs() {
        assertThat(dealer.offer(1)).isEqualTo("Neigh for 1000");
        features.enable("SOUNDS");
        assertThat(dealer.offer(1)).isEqualTo("Whinny for 1000");
        features.enable("PRICES");
        assertThat(dealer.offer(1)).isEqualTo("Whinny for 2000");
        features.disable("SOUNDS");
        assertThat(dealer.offer(1)).isEqualTo("Neigh for 2000");
    }

    @Test
    void argumentsOfTheInterfaceAreAttributes() {
        features.enable("SOUNDS");
        features.addCondition("SOUNDS", Condition.where("rider_id").lessThan(10));
        assertThat(dealer.offer(9)).startsWith("Whinny");
        assertThat(dealer.offer(10)).startsWith("Neigh");
    }

    @Test
    void anEjbKeepsItsTransactions() {
        assertThat(dealer.pricesAreInTransaction()).isFalse();
        features.enable("PRICES");
        assertThat(dealer.pricesAreInTransaction()).isTrue();
    }
}
