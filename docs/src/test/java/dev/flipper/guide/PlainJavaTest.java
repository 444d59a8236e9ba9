package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.CheckCounts;
import dev.flipper.CheckStatistics;
import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagEvaluation;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code of the README and of docs/flags.md. */
class PlainJavaTest {

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(console);
    }

    private List<String> printed() {
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void firstFlag() {
        try (FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            features.create("IMPROVED_HORSE_SOUNDS");
            features.enable("IMPROVED_HORSE_SOUNDS");

            System.out.println(features.isEnabled("IMPROVED_HORSE_SOUNDS") ? "Whinny" : "Neigh");
        }
        assertThat(printed()).containsExactly("Whinny");
    }

    @Test
    void rollout() {
        try (FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            FeatureFlag sounds = features.create("IMPROVED_HORSE_SOUNDS", true);

            // Half of the riders, each of them always with the same answer …
            sounds.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "rider_id"));
            // … and everybody who works on horse sounds
            sounds.addCondition(Condition.where("team").equalTo("sounds"));

            sounds.isEnabled(EvaluationContext.of("rider_id", 1)); // true
            sounds.isEnabled(EvaluationContext.of("rider_id", 1, "team", "saddles")); // false

            FlagEvaluation why = sounds.evaluate(EvaluationContext.of("rider_id", 1, "team", "saddles"));
            System.out.println(why.reason() + ": " + why.detail());

            assertThat(sounds.isEnabled(EvaluationContext.of("rider_id", 1))).isTrue();
            assertThat(why.enabled()).isFalse();
        }
        assertThat(printed()).containsExactly("CONDITIONS: not satisfied: team = \"sounds\"");
    }

    @Test
    void countingChecks() {
        try (FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            features.create("IMPROVED_HORSE_SOUNDS", true);

            CheckStatistics statistics = features.statistics();
            statistics.startCounting();

            features.isEnabled("IMPROVED_HORSE_SOUNDS");

            CheckCounts counts = statistics.of("IMPROVED_HORSE_SOUNDS");
            System.out.println(counts.checks() + " checks, share that was on: "
                    + counts.enabledShare().orElse(0));
        }
        assertThat(printed()).containsExactly("1 checks, share that was on: 1.0");
    }

    @Test
    void conditions() {
        try (FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            FeatureFlag flag = features.create("IMPROVED_HORSE_SOUNDS", true);

            flag.addCondition(Condition.of("is_horse_lover", true));
            flag.addCondition(Condition.of("number_of_horses_owned__gt", 9000, "location__ne", "city"));

            flag.isEnabled(); // true: without attributes the conditions have no say
            flag.isEnabled(EvaluationContext.of("is_horse_lover", true)); // true
            flag.isEnabled(EvaluationContext.of("is_horse_lover", true, "number_of_horses_owned", 8000)); // false
            flag.isEnabled(EvaluationContext.of("location", "city")); // false

            assertThat(flag.isEnabled()).isTrue();
            assertThat(flag.isEnabled(EvaluationContext.of("is_horse_lover", true)))
                    .isTrue();
            assertThat(flag.isEnabled(EvaluationContext.of("is_horse_lover", true, "number_of_horses_owned", 8000)))
                    .isFalse();
            assertThat(flag.isEnabled(EvaluationContext.of("location", "city"))).isFalse();

            Condition sameInWords = Condition.where("number_of_horses_owned")
                    .greaterThan(9000)
                    .and("location")
                    .notEqualTo("city");

            assertThat(flag.getMetadata().conditions()).contains(sameInWords);
        }
    }

    @Test
    void ramp() {
        try (FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            FeatureFlag flag = features.create("IMPROVED_HORSE_SOUNDS", true);

            // From 20 % to 80 % of the riders within half an hour, starting now
            Percentage share = Percentage.linearRamp(0.2, 0.8, Duration.ofMinutes(30));
            flag.setBucketer(ConsistentHashPercentageBucketer.of(share, "rider_id"));

            // No bucketer any more
            flag.setBucketer(new NoOpBucketer());

            assertThat(flag.getMetadata().bucketer()).isEqualTo(new NoOpBucketer());
        }
    }

    @Test
    void clientData() {
        try (FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            FeatureFlag flag =
                    features.create("IMPROVED_HORSE_SOUNDS", false, Map.of("owner", "sounds", "ticket", 4711));

            flag.setClientData(Map.of("ticket", 4712)); // merges: the owner stays
            flag.removeClientData("owner");

            assertThat(flag.getClientData()).isEqualTo(Map.of("ticket", 4712));
        }
    }

    @Test
    void events() {
        try (FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
            features.events().on(EventType.POST_ENABLE, event -> System.out.println(event.flag() + " is on"));
            features.events().on(EventType.PRE_DESTROY, event -> {
                throw new IllegalStateException("Flags are destroyed on Mondays only");
            });
            features.events().on(EventType.POST_SET_BUCKETER, event -> {
                if (event instanceof FlagEvent.SetBucketer set) {
                    System.out.println(set.flag() + ": " + set.bucketer());
                }
            });

            FeatureFlag flag = features.create("IMPROVED_HORSE_SOUNDS", true);
            flag.enable();
            flag.setBucketer(ConsistentHashPercentageBucketer.of(Percentage.of(0.1), "rider_id"));
        }
        assertThat(printed())
                .containsExactly(
                        "IMPROVED_HORSE_SOUNDS is on",
                        "IMPROVED_HORSE_SOUNDS: ConsistentHashPercentageBucketer(0.1 by rider_id)");
    }

    @Test
    void externalChanges() {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        try (FeatureFlagClient features = FeatureFlagClient.open(store)) {
            features.events()
                    .onExternalChange(change ->
                            System.out.println(change.flag() + ": " + change.before() + " -> " + change.after()));

            FeatureFlagClient.open(store).create("A");
        }
        assertThat(printed()).singleElement().asString().startsWith("A: null -> {\"feature_name\": \"A\"");
    }
}
