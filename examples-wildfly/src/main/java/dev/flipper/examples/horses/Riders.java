package dev.flipper.examples.horses;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import dev.flipper.FlagEvaluation;
import dev.flipper.cdi.Flag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/** The riders on the page, and what each of them hears right now. */
@ApplicationScoped
public class Riders {

    static final String LOUD = "LOUD_HORSES";

    private static final List<Rider> RIDERS = List.of(
            new Rider(1, "Amelie", "city"),
            new Rider(2, "Birger", "country"),
            new Rider(3, "Chiara", "country"),
            new Rider(4, "Dragan", "city"),
            new Rider(5, "Eszter", "coast"),
            new Rider(6, "Farid", "country"),
            new Rider(7, "Greta", "city"),
            new Rider(8, "Hana", "coast"));

    /** What a rider hears, and why. */
    public record Heard(long rider, String name, String location, String sound, boolean improved, String reason) {}

    @Inject
    HorseSounds sounds;

    @Inject
    @Flag(HorseSounds.IMPROVED)
    FeatureFlag improved;

    @Inject
    @Flag(LOUD)
    FeatureFlag loud;

    public List<Heard> all() {
        return RIDERS.stream().map(this::heard).toList();
    }

    public Heard heard(long rider) {
        return heard(byId(rider));
    }

    private Heard heard(Rider rider) {
        FlagEvaluation why = improved.evaluate(EvaluationContext.of("rider_id", rider.id()));
        return new Heard(rider.id(), rider.name(), rider.location(), sound(rider), why.enabled(), why.detail());
    }

    private String sound(Rider rider) {
        String sound = sounds.newHorseSound(rider.id());
        boolean shouted = loud.isEnabled(EvaluationContext.of("location", rider.location()));
        return shouted ? sound.toUpperCase(Locale.ROOT) + "!" : sound;
    }

    /** Any number is a rider; the ones we do not know live in the country. */
    static Rider byId(long id) {
        return RIDERS.stream()
                .filter(rider -> rider.id() == id)
                .findFirst()
                .orElseGet(() -> new Rider(id, "Rider " + id, "country"));
    }
}
