package dev.flipper.testsuite.app.ear;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.Post;
import dev.flipper.event.FlagEvent;
import jakarta.ejb.Singleton;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** In an EJB jar of its own: tells of what it observes by creating flags, which all WARs see. */
@Singleton
public class SharedEjb {

    @Inject
    FeatureFlagClient features;

    private int changes;

    public void observe(@Observes @Post FlagEvent.Enable event) {
        changes++;
        features.create("EJB_SAW_" + changes + "_" + switched());
    }

    @FeatureToggle(value = "SWITCH", redirect = "off")
    public String switched() {
        return "on";
    }

    public String off() {
        return "off";
    }
}
