package dev.flipper.guide;

import dev.flipper.cdi.FeatureToggle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Toggles with handlers, exceptions and empty values. */
public final class HorseShow {

    private HorseShow() {}

    @ApplicationScoped
    @FeatureToggle(value = "NEW_RANKING", redirectTo = OldRanking.class)
    public static class NewRanking {

        public List<String> winners(int year) {
            return List.of("Bucephalus");
        }
    }

    @ApplicationScoped
    public static class OldRanking {

        @Inject
        Archive archive;

        public List<String> winners(int year) {
            return archive.winners(year);
        }
    }

    @ApplicationScoped
    public static class Archive {

        List<String> winners(int year) {
            return List.of("Incitatus of " + year);
        }
    }

    @Path("horses")
    public static class HorseResource {

        @GET
        @Path("{horse}/jumps")
        @FeatureToggle(value = "JUMPS", orThrow = NotFoundException.class)
        public List<String> jumps(@PathParam("horse") String horse) {
            return List.of("Oxer", "Triple bar");
        }
    }

    @ApplicationScoped
    public static class Audience {

        @FeatureToggle("APPLAUSE")
        public CompletionStage<List<String>> reactions() {
            return CompletableFuture.completedFuture(List.of("Bravo!"));
        }
    }
}
