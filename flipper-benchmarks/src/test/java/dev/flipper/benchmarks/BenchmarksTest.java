package dev.flipper.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is measured gives the right answers, and that the command prints its table. Asserts no time. */
class BenchmarksTest {

    private final Questions questions = new Questions();
    private final CheckBenchmark checks = new CheckBenchmark();
    private final Flags.Plain plain = new Flags.Plain();
    private final Flags.Counted counted = new Flags.Counted();
    private final Flags.Conditional conditional = new Flags.Conditional();
    private final Flags.Hashed hashed = new Flags.Hashed();
    private final LimitBenchmark limits = new LimitBenchmark();

    @BeforeEach
    void setUp() {
        questions.flags = 100;
        questions.setUp();
        plain.setUp(questions);
        counted.setUp(questions);
        conditional.setUp(questions);
        hashed.setUp(questions);
        limits.setUp(questions);
    }

    @AfterEach
    void close() {
        plain.close();
        counted.close();
        conditional.close();
        hashed.close();
    }

    /** A benchmark or its limit. */
    private interface Asked {
        boolean ask(Cursor cursor);
    }

    private static void assertAnswers(IntPredicate expected, Asked benchmark, Asked limit) {
        Cursor cursor = new Cursor();
        Cursor other = new Cursor();
        Cursor place = new Cursor();
        int on = 0;
        for (int i = 0; i < Questions.LENGTH; i++) {
            int at = place.next();
            boolean answer = benchmark.ask(cursor);
            assertThat(answer).as("question %s", at).isEqualTo(expected.test(at));
            assertThat(limit.ask(other)).as("question %s", at).isEqualTo(answer);
            on += answer ? 1 : 0;
        }
        assertThat(on).isBetween(Questions.LENGTH / 4, 3 * Questions.LENGTH / 4);
    }

    private boolean isOn(int at) {
        return Questions.isOn(questions.order[at]);
    }

    @Test
    void byNameAnswersAsTheMap() {
        assertAnswers(this::isOn, cursor -> checks.byName(plain, cursor), limits::mapGet);
    }

    @Test
    void theHandleAnswersAsTheField() {
        assertAnswers(
                at -> isOn(questions.order[at] % Questions.HANDLES),
                cursor -> checks.throughHandle(plain, cursor),
                limits::volatileRead);
    }

    @Test
    void whoeverIsCountedGetsTheSameAnswers() {
        assertAnswers(
                this::isOn, cursor -> checks.countedByName(counted, cursor), cursor -> checks.byName(plain, cursor));
        assertThat(counted.features.statistics().total().checks()).isEqualTo(Questions.LENGTH);
        assertAnswers(
                at -> isOn(questions.order[at] % Questions.HANDLES),
                cursor -> checks.countedThroughHandle(counted, cursor),
                cursor -> checks.throughHandle(plain, cursor));
        assertThat(counted.features.statistics().total().checks()).isEqualTo(2 * Questions.LENGTH);
        assertThat(plain.features.statistics().isCounting()).isFalse();
    }

    @Test
    void theContextMakesNoDifferenceWithoutCondition() {
        assertAnswers(this::isOn, cursor -> checks.withoutCondition(plain, cursor), limits::mapGet);
    }

    @Test
    void theConditionDecides() {
        IntPredicate below = at -> questions.riders[at % Questions.RIDERS] < Questions.MIDDLE;
        assertAnswers(
                below,
                cursor -> checks.withCondition(conditional, cursor),
                cursor -> checks.withCondition(conditional, cursor));
    }

    @Test
    void theConsistentHashAnswersAsThePlainOne() {
        ConsistentHashPercentageBucketer half =
                ConsistentHashPercentageBucketer.of(Percentage.of(0.5), Questions.ATTRIBUTE);
        IntPredicate included = at -> half.score(questions.contexts[at % Questions.RIDERS]) <= 0.5;
        assertAnswers(included, cursor -> checks.withConsistentHash(hashed, cursor), limits::plainHash);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 42, 4711, Long.MAX_VALUE, Long.MIN_VALUE})
    void thePlainScoreIsTheEngines(long rider) {
        assertThat(PlainHash.score("rider_id", rider))
                .isEqualTo(ConsistentHashPercentageBucketer.of(Percentage.of(1), "rider_id")
                        .score(EvaluationContext.of("rider_id", rider)));
    }

    @Test
    void theCommandPrintsARowForEachCaseAndSize() throws Exception {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(table, true, StandardCharsets.UTF_8);
                PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            Main.print(Effort.SMOKE, 1, out, nowhere);
        }
        List<String> lines = table.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2 + 2 * Case.ALL.size()).allMatch(line -> line.startsWith("|"));
        assertThat(lines.get(3)).startsWith("| by name | 10,000 |").contains("| ConcurrentHashMap.get |");
    }

    @Test
    void comparesByFactorOrByDifference() {
        Case factor = new Case("a", "a", "b", "b", 1.25, true);
        assertThat(factor.isMet(factor.compare(10, 8))).isTrue();
        assertThat(factor.isMet(factor.compare(10.1, 8))).isFalse();
        Case difference = new Case("a", "a", "b", "b", 15, false);
        assertThat(difference.isMet(difference.compare(20, 5))).isTrue();
        assertThat(difference.isMet(difference.compare(20.1, 5))).isFalse();
        assertThat(difference.inWords(15)).isEqualTo("+15.0 ns");
        assertThat(factor.inWords(1.25)).isEqualTo("× 1.25");
    }

    @Test
    void takesMedianAndSpread() {
        assertThat(Measurement.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Measurement.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
        assertThat(Measurement.spread(List.of(1.0, 100.0, 2.0, 4.0, 3.0))).isEqualTo(1.0);
    }
}
