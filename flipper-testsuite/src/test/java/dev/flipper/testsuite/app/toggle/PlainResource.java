package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.FlagAttribute;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

@Path("plain")
public class PlainResource {

    @GET
    @Path("sound")
    @FeatureToggle(value = "SOUND", redirect = "old")
    public String sound(@QueryParam("rider") @FlagAttribute("rider") int rider) {
        return "new " + rider;
    }

    String old(int rider) {
        return "old " + rider;
    }

    @GET
    @Path("hidden")
    @FeatureToggle(value = "SOUND", orThrow = NotFoundException.class)
    public String hidden() {
        return "new";
    }
}
