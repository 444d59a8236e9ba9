package dev.flipper;

import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.event.EventType;
import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.ReplicatedFeatureFlagStore;
import java.util.List;
import java.util.Map;

/** What an application does with flags, for {@link UnloadingTest}, in a class loader that goes afterwards. */
public final class UnloadedUsage implements Runnable {

    @Override
    public void run() {
        use(new MemoryFeatureFlagStore());
        use(new MirroredFeatureFlagStore(new MemoryFeatureFlagStore()));
        use(new CachedFeatureFlagStore(new MemoryFeatureFlagStore()));
        use(new ReplicatedFeatureFlagStore(new MemoryFeatureFlagStore(), new MemoryFeatureFlagStore()));
    }

    private static void use(FeatureFlagStore store) {
        try (FeatureFlagClient features = FeatureFlagClient.open(store)) {
            features.statistics().startCounting();
            Subscription changes = features.events().onExternalChange(change -> {});
            features.events().on(EventType.POST_ENABLE, event -> features.disable(event.flag()));
            FeatureFlag flag = features.create("F", false, Map.of("owner", "somebody"));
            flag.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "user_id"));
            flag.setConditions(List.of(Condition.where("age").greaterThan(17)));
            flag.enable();
            flag.evaluate(EvaluationContext.of("user_id", 1));
            flag.isEnabled(EvaluationContext.of("age", 18));
            store.update("F", definition -> definition.withEnabled(true));
            features.list().forEach(FeatureFlag::getDefinition);
            features.destroy("F");
            features.statistics().total();
            changes.close();
        }
    }
}
