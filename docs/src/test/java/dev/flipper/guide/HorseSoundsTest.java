package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlipperExtension;
import jakarta.inject.Inject;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

@EnableAutoWeld
@AddExtensions(FlipperExtension.class)
@AddBeanClasses(HorseSounds.class)
class HorseSoundsTest {

    @Inject
    FeatureFlagClient features;

    @Inject
    HorseSounds horse;

    @Test
    void horsesNeighUntilTheFlagIsOn() {
        assertThat(horse.newHorseSound(7)).isEqualTo("Neigh");
        features.create("IMPROVED_HORSE_SOUNDS", true);
        assertThat(horse.newHorseSound(7)).isEqualTo("Whinny");
    }

    @Test
    void eachTestHasFlagsOfItsOwn() {
        assertThat(features.list()).isEmpty();
    }
}
