package dev.flipper.testsuite.app;

import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.FlagAttribute;
import jakarta.ejb.Stateless;

@Stateless
public class SwitchedEjb {

    @FeatureToggle(value = "EJB", redirect = "off")
    public String on(@FlagAttribute("user_id") long user) {
        return "on for " + user;
    }

    public String off(long user) {
        return "off for " + user;
    }
}
