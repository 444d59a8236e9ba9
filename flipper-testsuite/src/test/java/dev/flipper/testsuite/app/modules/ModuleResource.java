package dev.flipper.testsuite.app.modules;

import dev.flipper.cdi.FeatureToggle;
import dev.flipper.testsuite.app.toggle.LocalSounds;
import dev.flipper.testsuite.app.toggle.OldSounds;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Its handlers are EJBs of another module: one a class, one an interface. */
@Path("sound")
@RequestScoped
public class ModuleResource {

    @GET
    @FeatureToggle(value = "MODULE", redirectTo = OldSounds.class)
    public String sound() {
        return "new";
    }

    @GET
    @Path("{rider}")
    @FeatureToggle(value = "MODULE", redirectTo = LocalSounds.class)
    public String sound(@PathParam("rider") String rider) {
        return "new " + rider;
    }
}
