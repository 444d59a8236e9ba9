package dev.flipper.examples.horses;

import dev.flipper.FeatureFlag;
import dev.flipper.FlagMetadata;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.condition.ConditionCheck;
import dev.flipper.store.FlagDefinition;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the page shows of a flag. */
public record FlagState(String name, boolean enabled, String detail) {

    static FlagState of(FeatureFlag flag) {
        FlagDefinition definition = flag.getDefinition();
        FlagMetadata metadata = definition.metadata();
        String detail = Stream.concat(conditions(metadata), bucketer(metadata.bucketer()))
                .collect(Collectors.joining("; "));
        return new FlagState(flag.name(), definition.enabled(), detail.isEmpty() ? "for everybody" : detail);
    }

    private static Stream<String> conditions(FlagMetadata metadata) {
        return metadata.conditions().stream().map(FlagState::inWords);
    }

    private static String inWords(Condition condition) {
        return condition.checks().stream().map(ConditionCheck::toString).collect(Collectors.joining(" and "));
    }

    private static Stream<String> bucketer(Bucketer bucketer) {
        if (bucketer instanceof ConsistentHashPercentageBucketer hash) {
            return Stream.of("a share of " + hash.describe());
        }
        return bucketer instanceof NoOpBucketer ? Stream.empty() : Stream.of(bucketer.toString());
    }
}
