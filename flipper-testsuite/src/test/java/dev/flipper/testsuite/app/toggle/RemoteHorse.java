package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import jakarta.ejb.Singleton;

@Singleton
public class RemoteHorse implements RemoteSounds {

    @Override
    @FeatureToggle(value = "SOUND", redirect = "old")
    public String sound(long rider) {
        return "new " + rider;
    }

    protected String old(long rider) {
        return "old " + rider;
    }
}
