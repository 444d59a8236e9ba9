package dev.flipper.guide;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.Flag;
import dev.flipper.cdi.FlagAttribute;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

@Stateless
public class HorseSounds {

    @Inject
    FeatureFlagClient features;

    @Inject
    @Flag("LOUD_HORSES")
    FeatureFlag loud;

    @FeatureToggle(value = "IMPROVED_HORSE_SOUNDS", redirect = "oldHorseSound")
    public String newHorseSound(@FlagAttribute("rider_id") long rider) {
        return loud.isEnabled() ? "WHINNY!" : "Whinny";
    }

    public String oldHorseSound(long rider) {
        return "Neigh";
    }
}
