package dev.flipper.guide;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.io.IOException;
import java.util.Map;

/**
 * An application with flags to be managed from outside: what docs/pictures/jconsole.sh takes pictures of, and what the
 * test of the guide's security settings starts. Says when it is open, and ends with its standard input.
 */
final class HorseStable {

    private static final int CHECKS = 1000;

    private HorseStable() {}

    public static void main(String[] arguments) throws IOException {
        try (FeatureFlagClient features = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .application("horses")
                .build()) {
            FeatureFlag sounds = features.create(
                    "IMPROVED_HORSE_SOUNDS",
                    true,
                    Map.of("owner", "team-sounds", "ticket", "HORSE-42", "reviewed", true));
            sounds.addCondition(Condition.where("number_of_horses_owned")
                    .greaterThan(3)
                    .and("location")
                    .notEqualTo("city"));
            sounds.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(0.25), "rider_id"));
            features.create("LOUD_HORSES")
                    .addCondition(Condition.where("location").notEqualTo("city"));
            features.create("NEW_SADDLES", true);
            for (int rider = 1; rider <= CHECKS; rider++) {
                features.isEnabled("IMPROVED_HORSE_SOUNDS", EvaluationContext.of("rider_id", rider));
            }

            System.out.println("open");
            while (System.in.read() >= 0) {
                // Until whoever started this program is gone.
            }
        }
    }
}
