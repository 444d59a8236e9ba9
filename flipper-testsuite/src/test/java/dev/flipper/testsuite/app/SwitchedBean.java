package dev.flipper.testsuite.app;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.Flag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

@ApplicationScoped
public class SwitchedBean {

    @Inject
    FeatureFlagClient features;

    @Inject
    @Flag("BEAN")
    FeatureFlag flag;

    @FeatureToggle(value = "BEAN", redirect = "off")
    public String on() {
        return "on";
    }

    protected String off() {
        return "off";
    }

    public FeatureFlagClient features() {
        return features;
    }

    public boolean asksItself() {
        return flag.isEnabled();
    }
}
