package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.testsuite.app.kinds.DerivedHorse;
import dev.flipper.testsuite.app.kinds.GenericHorse;
import dev.flipper.testsuite.app.kinds.HandledHorse;
import dev.flipper.testsuite.app.kinds.Modern;
import dev.flipper.testsuite.app.kinds.OldHorse;
import dev.flipper.testsuite.app.kinds.StereotypedHorse;
import jakarta.inject.Inject;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Toggles that come by a class, a stereotype or a generic superclass. Runs inside the server. */
@ExtendWith(ArquillianExtension.class)
class ToggleKindsIT {

    @Inject
    FeatureFlagClient features;

    @Inject
    HandledHorse handled;

    @Inject
    StereotypedHorse stereotyped;

    @Inject
    DerivedHorse derived;

    @Deployment
    static WebArchive application() {
        return Flipper.testedInside("kinds.war", "flipper.flags.\"KINDS\"=false")
                .addClasses(
                        DerivedHorse.class,
                        GenericHorse.class,
                        HandledHorse.class,
                        Modern.class,
                        OldHorse.class,
                        StereotypedHorse.class);
    }

    @AfterEach
    void switchOff() {
        features.disable("KINDS");
    }

    @Test
    void aClassHasAHandlerWithInjectionsOfItsOwn() {
        assertThat(handled.sound("Ada")).isEqualTo("old Ada beside 0");
        features.enable("KINDS");
        assertThat(handled.sound("Ada")).isEqualTo("new Ada");
    }

    @Test
    void aStereotypeGivesEmptyValues() {
        assertThat(stereotyped.sounds()).isEmpty();
        assertThat(stereotyped.jumps()).isZero();
        features.enable("KINDS");
        assertThat(stereotyped.sounds()).containsExactly("new");
    }

    @Test
    void aGenericSuperclassIsRedirectedAndCheckedExceptionsArriveAsTheyAre() {
        assertThatThrownBy(() -> derived.sound("Ada"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("old Ada");
        features.enable("KINDS");
        assertThatThrownBy(() -> derived.sound("Ada"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("new Ada");
    }
}
