package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.EvaluationContext;
import dev.flipper.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketersTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));
    private static final InstantSource NO_CLOCK = () -> {
        throw new AssertionError("the clock was asked");
    };

    @Test
    void noBucketerIsAlwaysOn() {
        NoOpBucketer none = new NoOpBucketer();
        assertThat(none.test(EvaluationContext.empty(), NO_CLOCK, FixedRandom.NEVER_ASKED))
                .isTrue();
        assertThat(none.type()).isEqualTo("NoOpBucketer");
        assertThat(none.fields()).isEmpty();
        assertThat(none).isEqualTo(new NoOpBucketer());
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.49, true", "0.5, 0.5, true", "0.5, 0.51, false", "1, 0.99, true", "0.01, 0.0, true"})
    void aPercentageIsOnForNumbersUpToIt(double percentage, double number, boolean expected) {
        PercentageBucketer bucketer = new PercentageBucketer(Percentage.of(percentage));
        assertThat(bucketer.test(EvaluationContext.empty(), NO_CLOCK, new FixedRandom(number)))
                .isEqualTo(expected);
    }

    @Test
    void atZeroNobodyIsInEvenIfChanceIsZero() {
        for (double zero : new double[] {0.0, -0.0}) {
            assertThat(new PercentageBucketer(Percentage.of(zero))
                            .test(EvaluationContext.empty(), NO_CLOCK, new FixedRandom(0)))
                    .isFalse();
        }
        Percentage ramp = Percentage.linearRamp(0, 1, Duration.ofHours(1), CLOCK.instant());
        assertThat(new PercentageBucketer(ramp).test(EvaluationContext.empty(), CLOCK, new FixedRandom(0)))
                .isFalse();
    }

    @Test
    void aPercentageHitsAboutItsShareOfCalls() {
        PercentageBucketer bucketer = new PercentageBucketer(Percentage.of(0.3));
        Random random = new Random(42);
        long hits = random.ints(10_000)
                .filter(i -> bucketer.test(EvaluationContext.empty(), CLOCK, random))
                .count();
        assertThat(hits).isBetween(2800L, 3200L);
    }

    @Test
    void consistentHashHitsAboutItsShareOfUsers() {
        ConsistentHashPercentageBucketer bucketer = ConsistentHashPercentageBucketer.of(Percentage.of(0.3), "user_id");
        long hits = new Random(42)
                .ints(10_000)
                .filter(id -> bucketer.test(EvaluationContext.of("user_id", id), NO_CLOCK, FixedRandom.NEVER_ASKED))
                .count();
        // Scores are 0.00 to 0.99, and a score of 0.30 is in: 31 of 100.
        assertThat(hits).isBetween(2900L, 3300L);
    }

    @Test
    void consistentHashLooksAtTheWhitelistOnly() {
        ConsistentHashPercentageBucketer bucketer = ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "user_id");
        EvaluationContext more = EvaluationContext.of("user_id", 7, "session", "x");
        assertThat(bucketer.score(more)).isEqualTo(bucketer.score(EvaluationContext.of("user_id", 7)));
        ConsistentHashPercentageBucketer all = ConsistentHashPercentageBucketer.of(Percentage.of(0.5));
        assertThat(all.score(more)).isNotEqualTo(all.score(EvaluationContext.of("user_id", 7)));
        assertThat(bucketer.score(EvaluationContext.of("other", 1)))
                .as("nothing left: the hash of []")
                .isEqualTo(0.32);
    }

    @Test
    void consistentHashAtZeroIsOff() {
        EvaluationContext scoresZero = new Random(1)
                .ints(0, 100_000)
                .mapToObj(id -> EvaluationContext.of("user_id", id))
                .filter(context ->
                        ConsistentHashPercentageBucketer.of(Percentage.of(0)).score(context) == 0)
                .findFirst()
                .orElseThrow();
        assertThat(ConsistentHashPercentageBucketer.of(Percentage.of(0.001)).test(scoresZero, CLOCK, new Random(1)))
                .isTrue();
        assertThat(ConsistentHashPercentageBucketer.of(Percentage.of(0)).test(scoresZero, CLOCK, new Random(1)))
                .isFalse();
    }

    @Test
    void areStoredAsTheOriginalStoresThem() {
        assertThat(Json.write(new PercentageBucketer(Percentage.of(0.5)).fields()))
                .isEqualTo("{\"percentage\": {\"type\": \"Percentage\", \"value\": 0.5}}");
        Set<String> keys = new LinkedHashSet<>(List.of("b", "a"));
        ConsistentHashPercentageBucketer bucketer = new ConsistentHashPercentageBucketer(Percentage.of(1), keys);
        keys.add("c");
        assertThat(Json.write(bucketer.fields()))
                .isEqualTo("{\"percentage\": {\"type\": \"Percentage\", \"value\": 1.0}, \"key_whitelist\": [\"a\","
                        + " \"b\"]}");
        assertThat(bucketer.type()).isEqualTo("ConsistentHashPercentageBucketer");
        assertThat(bucketer.keyWhitelist()).containsExactlyInAnyOrder("a", "b");
        assertThat(bucketer.percentage()).isEqualTo(Percentage.of(1));
    }

    @Test
    void tellWhatTheyAre() {
        assertThat(new PercentageBucketer(Percentage.of(0.5))).hasToString("PercentageBucketer(0.5)");
        assertThat(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "b", "a"))
                .hasToString("ConsistentHashPercentageBucketer(0.5 by a, b)");
        assertThat(ConsistentHashPercentageBucketer.of(Percentage.of(0.5)))
                .hasToString("ConsistentHashPercentageBucketer(0.5 by all attributes)");
    }

    @Test
    void areEqualByTheirSettings() {
        ConsistentHashPercentageBucketer bucketer = ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "a");
        assertThat(bucketer)
                .isEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "a"))
                .hasSameHashCodeAs(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "a"))
                .isNotEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(0.6), "a"))
                .isNotEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "b"))
                .isNotEqualTo(new PercentageBucketer(Percentage.of(0.5)));
    }

    @Test
    void refuseNulls() {
        assertThatNullPointerException().isThrownBy(() -> new PercentageBucketer(null));
        assertThatNullPointerException().isThrownBy(() -> new ConsistentHashPercentageBucketer(null, Set.of()));
        assertThatNullPointerException().isThrownBy(() -> new ConsistentHashPercentageBucketer(Percentage.of(1), null));
        assertThatNullPointerException()
                .isThrownBy(() -> ConsistentHashPercentageBucketer.of(Percentage.of(1), (String) null));
        assertThatIllegalArgumentException()
                .as("a key twice is a slip")
                .isThrownBy(() -> ConsistentHashPercentageBucketer.of(Percentage.of(1), "a", "a"));
    }
}
