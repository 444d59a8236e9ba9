package dev.flipper.benchmarks;

import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs single benchmarks. */
final class Laboratory {

    /** Whatever else the machine does only adds to the time, so the quicker iterations tell more than the slower. */
    private static final double PERCENTILE = 10;

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private final Effort effort;
    private final int threads;

    Laboratory(Effort effort, int threads) {
        this.effort = effort;
        this.threads = threads;
    }

    Measurement measure(String benchmark, int flags) throws RunnerException {
        RunResult result = new Runner(options(benchmark, flags)).runSingle();
        Result<?> allocation =
                Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATION), ALLOCATION);
        return new Measurement(
                result.getPrimaryResult().getStatistics().getPercentile(PERCENTILE),
                allocation.getStatistics().getPercentile(PERCENTILE));
    }

    private Options options(String benchmark, int flags) {
        TimeValue time = effort.iteration();
        return new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark) + "$")
                .param("flags", Integer.toString(flags))
                .threads(threads)
                .forks(effort.forks())
                .warmupIterations(effort.warmups())
                .warmupTime(time)
                .measurementIterations(effort.iterations())
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }
}
