package dev.flipper.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Prints what checks cost, each beside its limit. Arguments, all optional: {@code --quick} for a first impression,
 * {@code --threads=2} for more threads than one.
 */
public final class Main {

    private static final int[] FLAGS = {10, 10_000};
    private static final String THREADS = "--threads=";

    private Main() {}

    /**
     * Runs the benchmarks.
     *
     * @param arguments see above
     * @throws RunnerException if one of them fails
     */
    public static void main(String... arguments) throws RunnerException {
        Effort effort = Effort.FULL;
        int threads = 1;
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                effort = Effort.QUICK;
            } else if (argument.startsWith(THREADS)) {
                threads = Integer.parseInt(argument.substring(THREADS.length()));
            } else {
                throw new IllegalArgumentException(
                        "Unknown argument '" + argument + "'; known are --quick and " + THREADS + "<number>");
            }
        }
        print(effort, threads, System.out, System.err);
    }

    static void print(Effort effort, int threads, PrintStream out, PrintStream progress) throws RunnerException {
        Laboratory laboratory = new Laboratory(effort, threads);
        List<Row> rows = new ArrayList<>();
        for (Case row : Case.ALL) {
            for (int flags : FLAGS) {
                rows.add(new Row(row, flags));
            }
        }
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Row row : rows) {
                progress.printf(Locale.ROOT, "round %d of %d: %s%n", round, effort.rounds(), row.title());
                row.measure(laboratory, round % 2 == 0);
            }
        }
        out.println(Row.HEAD);
        rows.forEach(out::println);
    }
}
