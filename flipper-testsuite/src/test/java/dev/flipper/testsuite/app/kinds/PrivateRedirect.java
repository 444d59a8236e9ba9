package dev.flipper.testsuite.app.kinds;

import dev.flipper.cdi.FeatureToggle;
import jakarta.enterprise.context.Dependent;

@Dependent
public class PrivateRedirect {

    @FeatureToggle(value = "KINDS", redirect = "old")
    public String sound() {
        return old();
    }

    private String old() {
        return "old";
    }
}
