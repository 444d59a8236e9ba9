package dev.flipper.testsuite.app.toggle;

import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Switches the flag for tests outside. */
@Path("switch")
@RequestScoped
public class SwitchResource {

    @Inject
    FeatureFlagClient features;

    @POST
    public void to(@QueryParam("enabled") boolean enabled) {
        if (enabled) {
            features.enable("SOUND");
        } else {
            features.disable("SOUND");
        }
    }
}
