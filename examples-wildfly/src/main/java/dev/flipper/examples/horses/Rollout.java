package dev.flipper.examples.horses;

import dev.flipper.FeatureFlag;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.cdi.Flag;
import dev.flipper.condition.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.List;

/** Says for whom the flags are meant; whether they are on at all is said by the settings, and then over JMX. */
@ApplicationScoped
public class Rollout {

    @Inject
    @Flag(HorseSounds.IMPROVED)
    FeatureFlag improved;

    @Inject
    @Flag(Riders.LOUD)
    FeatureFlag loud;

    void plan(@Observes Startup event) {
        improved.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "rider_id"));
        loud.setConditions(List.of(Condition.where("location").notEqualTo("city")));
    }
}
