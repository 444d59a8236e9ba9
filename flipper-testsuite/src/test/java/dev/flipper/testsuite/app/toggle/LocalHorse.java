package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.FlagAttribute;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;

@Stateless
@Local(LocalSounds.class)
public class LocalHorse implements LocalSounds {

    @Override
    @FeatureToggle(value = "SOUND", redirect = "old")
    public String sound(@FlagAttribute("rider") String rider) {
        return "new " + rider;
    }

    @Override
    @FeatureToggle(value = "SOUND", redirect = "oldSecond")
    public String second(String... riders) {
        return "new " + riders.length;
    }

    String old(String rider) {
        return "old " + rider;
    }

    String oldSecond(String[] riders) {
        return "old " + riders.length;
    }
}
