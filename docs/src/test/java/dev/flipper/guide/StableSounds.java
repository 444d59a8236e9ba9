package dev.flipper.guide;

import dev.flipper.cdi.FlagAttribute;
import dev.flipper.cdi.WhenDisabled;
import dev.flipper.cdi.WhenEnabled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** One interface with two implementations, and somebody who uses whichever the flag decides for. */
class StableSounds {

    public interface Sounds {
        String sound(@FlagAttribute("rider_id") long rider);
    }

    @WhenEnabled("IMPROVED_HORSE_SOUNDS")
    @ApplicationScoped
    public static class NewSounds implements Sounds {
        @Override
        public String sound(long rider) {
            return "Whinny";
        }
    }

    @WhenDisabled("IMPROVED_HORSE_SOUNDS")
    @ApplicationScoped
    public static class OldSounds implements Sounds {
        @Override
        public String sound(long rider) {
            return "Neigh";
        }
    }

    @Dependent
    static class Stable {

        @Inject
        Sounds sounds; // NewSounds is @WhenEnabled("IMPROVED_HORSE_SOUNDS"), OldSounds is @WhenDisabled
    }
}
