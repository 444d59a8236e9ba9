package dev.flipper.testsuite.app.kinds;

import dev.flipper.cdi.FeatureToggle;
import jakarta.enterprise.context.ApplicationScoped;

@FeatureToggle(value = "KINDS", redirectTo = OldHorse.class)
@ApplicationScoped
public class HandledHorse {

    public String sound(String rider) {
        return "new " + rider;
    }
}
