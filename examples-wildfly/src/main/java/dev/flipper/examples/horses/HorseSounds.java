package dev.flipper.examples.horses;

import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.FlagAttribute;
import jakarta.ejb.Stateless;

/** The sounds that horses make, old and improved. */
@Stateless
public class HorseSounds {

    static final String IMPROVED = "IMPROVED_HORSE_SOUNDS";

    @FeatureToggle(value = IMPROVED, redirect = "oldHorseSound")
    public String newHorseSound(@FlagAttribute("rider_id") long rider) {
        return "Whinny";
    }

    public String oldHorseSound(long rider) {
        return "Neigh";
    }
}
