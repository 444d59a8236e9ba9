package dev.flipper.examples.horses;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** The sounds that horses make, old and improved. */
@Stateless
public class HorseSounds {

    static final String IMPROVED = "IMPROVED_HORSE_SOUNDS";

    @Inject
    private Flags flags;

    public String newHorseSound(long rider) {
        if (!flags.ask(IMPROVED, Riders.byId(rider)).enabled()) {
            return oldHorseSound(rider);
        }
        return "Whinny";
    }

    public String oldHorseSound(long rider) {
        return "Neigh";
    }
}
