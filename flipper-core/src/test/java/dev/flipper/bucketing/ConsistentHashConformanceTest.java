package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.ConformanceVectors;
import dev.flipper.EvaluationContext;
import dev.flipper.json.JsonCursor;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConsistentHashConformanceTest {

    @TestFactory
    Stream<DynamicTest> agreesWithTheOriginal() {
        return ConformanceVectors.tests("consistent-hash", ConsistentHashConformanceTest::check);
    }

    @Test
    void allVectorsAreThere() {
        assertThat(ConformanceVectors.read("consistent-hash")).hasSize(300);
    }

    private static void check(JsonCursor vector) {
        EvaluationContext context =
                EvaluationContext.of(vector.member("attributes").object());
        Set<String> keys = vector.member("key_whitelist").elements().stream()
                .map(JsonCursor::string)
                .collect(Collectors.toSet());

        Sha1 hashed = new Sha1();
        new AttributeHash(keys).write(context, hashed);
        assertThat(hashed).hasToString(vector.member("serialized").string());

        ConsistentHashPercentageBucketer bucketer = new ConsistentHashPercentageBucketer(Percentage.of(1), keys);
        assertThat(bucketer.score(context)).isEqualTo(vector.member("score").number());

        vector.member("enabled_at_percentage").forEachMember((percentage, expected) -> {
            Percentage share = Percentage.of(Double.parseDouble(percentage));
            assertThat(new ConsistentHashPercentageBucketer(share, keys)
                            .test(context, InstantSource.system(), new Random(1)))
                    .as("at %s", percentage)
                    .isEqualTo(expected.bool());
        });
    }
}
