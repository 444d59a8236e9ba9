package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.FlagDisabledException;
import jakarta.ejb.Stateful;

/** Its redirect has the state of the very bean that was called. */
@Stateful
public class StatefulHorse {

    private int sounds;

    @FeatureToggle(value = "SOUND", redirect = "old")
    public String sound() {
        sounds++;
        return "new " + sounds;
    }

    String old() {
        sounds++;
        return "old " + sounds;
    }

    @FeatureToggle(value = "SOUND", orThrow = FlagDisabledException.class)
    public String refusing() {
        return "new";
    }
}
