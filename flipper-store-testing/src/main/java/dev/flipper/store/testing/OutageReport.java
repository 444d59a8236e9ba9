package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.CheckingThread.Life;
import dev.flipper.store.testing.CheckingThread.Outcome;
import dev.flipper.store.testing.CheckingThread.Way;
import dev.flipper.store.testing.OutageMeasurement.Phase;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What threads have seen of an outage. */
public final class OutageReport {

    private static final Set<Phase> PHASES = EnumSet.range(Phase.HEALTHY, Phase.BACK);
    private static final long LIMIT_NANOS = 1_000_000;

    private final String kind;
    private final List<CheckingThread> threads;

    OutageReport(String kind, List<CheckingThread> threads) {
        this.kind = kind;
        this.threads = threads;
    }

    /**
     * Asserts that there were checks of each kind in each phase, none of which was wrong, threw, or waited for
     * anything. Says nothing of times.
     */
    public void assertNothingHappened() {
        for (CheckingThread thread : threads) {
            for (Phase phase : PHASES) {
                for (Way way : Way.values()) {
                    Outcome outcome = thread.outcome(phase, way);
                    assertThat(outcome.durations.count())
                            .as("%s, %s", phase, way)
                            .isPositive();
                    assertThat(outcome.wrong).as("wrong: %s, %s", phase, way).isZero();
                    assertThat(outcome.failed).as("thrown: %s, %s", phase, way).isZero();
                }
                assertThat(thread.life(phase).blocked())
                        .as("blocked: %s", phase)
                        .isZero();
                assertThat(thread.life(phase).waited()).as("waited: %s", phase).isZero();
            }
        }
    }

    /**
     * Prints two tables: what became of the checks, and what of the threads.
     *
     * @param out where to
     */
    public void print(PrintStream out) {
        out.println("| " + kind + " is | check | checks | wrong | threw | 99.99 % µs | longest ms | over 1 ms |"
                + " … of a million |");
        out.println("| --- | --- | --: | --: | --: | --: | --: | --: | --: |");
        for (Phase phase : PHASES) {
            for (Way way : Way.values()) {
                print(out, phase, way);
            }
        }
        out.println();
        out.println("| " + kind + " is | the threads waited for a lock | … for anything else | were running |");
        out.println("| --- | --: | --: | --: |");
        PHASES.forEach(phase -> printLife(out, phase));
    }

    private void print(PrintStream out, Phase phase, Way way) {
        Durations all = new Durations();
        threads.forEach(thread -> all.addAll(thread.outcome(phase, way).durations));
        long over = all.longerThan(LIMIT_NANOS);
        out.printf(
                Locale.ROOT,
                "| %s | %s | %,d | %d | %d | %.1f | %.2f | %d | %.2f |%n",
                words(phase),
                way.words,
                all.count(),
                sum(phase, way, outcome -> outcome.wrong),
                sum(phase, way, outcome -> outcome.failed),
                all.percentile(99.99) / 1e3,
                all.longest() / 1e6,
                over,
                over * 1e6 / Math.max(1, all.count()));
    }

    private long sum(Phase phase, Way way, ToLongFunction<Outcome> number) {
        return threads.stream()
                .map(thread -> thread.outcome(phase, way))
                .mapToLong(number)
                .sum();
    }

    private void printLife(PrintStream out, Phase phase) {
        long blocked = 0;
        long waited = 0;
        double cpu = 0;
        double time = 0;
        for (CheckingThread thread : threads) {
            Life life = thread.life(phase);
            blocked += life.blocked();
            waited += life.waited();
            cpu += life.cpuNanos();
            time += life.nanos();
        }
        out.printf(Locale.ROOT, "| %s | %d | %d | %.0f %% |%n", words(phase), blocked, waited, 100 * cpu / time);
    }

    private static String words(Phase phase) {
        return phase == Phase.HEALTHY ? "well" : phase.name().toLowerCase(Locale.ROOT);
    }
}
