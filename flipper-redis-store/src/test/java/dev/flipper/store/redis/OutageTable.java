package dev.flipper.store.redis;

import dev.flipper.store.redis.CheckingThread.Life;
import dev.flipper.store.redis.CheckingThread.Outcome;
import dev.flipper.store.redis.CheckingThread.Way;
import dev.flipper.store.redis.OutageUnderLoad.Phase;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Prints what threads have seen of an outage. */
final class OutageTable {

    private static final Set<Phase> PHASES = EnumSet.range(Phase.HEALTHY, Phase.BACK);
    private static final long LIMIT_NANOS = 1_000_000;

    private final PrintStream out;
    private final List<CheckingThread> threads;

    OutageTable(PrintStream out, List<CheckingThread> threads) {
        this.out = out;
        this.threads = threads;
    }

    void print() {
        out.println("| Redis is | check | checks | wrong | threw | 99.99 % µs | longest ms | over 1 ms |"
                + " … of a million |");
        out.println("| --- | --- | --: | --: | --: | --: | --: | --: | --: |");
        for (Phase phase : PHASES) {
            for (Way way : Way.values()) {
                print(phase, way);
            }
        }
        out.println();
        out.println("| Redis is | the threads waited for a lock | … for anything else | were running |");
        out.println("| --- | --: | --: | --: |");
        PHASES.forEach(this::printLife);
    }

    private void print(Phase phase, Way way) {
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

    private void printLife(Phase phase) {
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
