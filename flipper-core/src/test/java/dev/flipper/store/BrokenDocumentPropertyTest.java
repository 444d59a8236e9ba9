package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.ConformanceVectors;
import dev.flipper.EvaluationContext;
import dev.flipper.FlagFormatException;
import dev.flipper.bucketing.BucketingEnvironment;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BrokenDocumentPropertyTest {

    private static final BucketingEnvironment ENVIRONMENT =
            new BucketingEnvironment(InstantSource.system(), new Random(1), Map.of(), (name, failure) -> {});

    /** Another exception would escape from here. */
    @Property(seed = "20240901", tries = 5000)
    void aDocumentIsAFlagOrNamedAsBroken(@ForAll("mutants") String json) {
        try {
            FlagDefinition flag = FlagDefinition.fromJson(json);
            assertThat(FlagDefinition.fromJson(flag.toJson())).isEqualTo(flag);
            assertThat(flag.evaluate(EvaluationContext.of("age", 1, "plan", "x"), ENVIRONMENT)
                            .flag())
                    .isEqualTo(flag.name());
            assertThat(flag.withEnabled(!flag.enabled()).name()).isEqualTo(flag.name());
        } catch (FlagFormatException e) {
            assertThat(e.place()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> mutants() {
        List<String> documents = ConformanceVectors.read("stored-items").stream()
                .map(vector -> vector.member("stored").string())
                .toList();
        return Arbitraries.of(documents)
                .flatMap(document -> mutation(document).flatMap(BrokenDocumentPropertyTest::mutation))
                .withoutEdgeCases();
    }

    private static Arbitrary<String> mutation(String document) {
        Arbitrary<String> insertions = Arbitraries.of(
                "", "null", "true", "1", "-0.0", "1e999", "NaN", "\"x\"", "[]", "{}", "{", "}", "[", "]", ",", ":",
                "\"", "\\", "\u0000", "\ud800", "[[[[");
        Arbitrary<Integer> positions = Arbitraries.integers().between(0, document.length());
        return Combinators.combine(positions, Arbitraries.of(0, 0, 1, 2, 5, 20), insertions)
                .as((at, length, insertion) -> document.substring(0, at)
                        + insertion
                        + document.substring(Math.min(document.length(), at + length)));
    }
}
