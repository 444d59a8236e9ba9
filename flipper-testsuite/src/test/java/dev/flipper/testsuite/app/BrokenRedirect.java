package dev.flipper.testsuite.app;

import dev.flipper.cdi.FeatureToggle;
import jakarta.ejb.Stateless;

@Stateless
public class BrokenRedirect {

    @FeatureToggle(value = "EJB", redirect = "off")
    public String on(long user) {
        return "on for " + user;
    }

    public String off(int user) {
        return "off for " + user;
    }
}
