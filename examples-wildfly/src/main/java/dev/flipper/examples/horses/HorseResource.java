package dev.flipper.examples.horses;

import dev.flipper.FeatureFlagClient;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What the page asks once a second. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class HorseResource {

    @Inject
    Riders riders;

    @Inject
    FeatureFlagClient features;

    @GET
    @Path("sound")
    public Riders.Heard sound(@QueryParam("rider") @DefaultValue("1") long rider) {
        return riders.heard(rider);
    }

    @GET
    @Path("riders")
    public List<Riders.Heard> riders() {
        return riders.all();
    }

    @GET
    @Path("flags")
    public List<FlagState> flags() {
        return features.list().stream().map(FlagState::of).toList();
    }
}
