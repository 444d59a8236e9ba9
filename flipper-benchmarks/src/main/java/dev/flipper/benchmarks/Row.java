package dev.flipper.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** One case with one number of flags: measured in rounds, in which it and its limit take turns. */
final class Row {

    static final String HEAD = """
            | check | flags | ns/op | ± | B/op | beside | ns/op | ± | B/op | compared | at most | |
            | --- | --: | --: | --: | --: | --- | --: | --: | --: | --: | --: | --- |""";

    private final Case row;
    private final int flags;
    private final List<Double> nanos = new ArrayList<>();
    private final List<Double> limitNanos = new ArrayList<>();
    private final List<Double> compared = new ArrayList<>();
    private double bytes;
    private double limitBytes;

    Row(Case row, int flags) {
        this.row = row;
        this.flags = flags;
    }

    String title() {
        return row.title() + ", " + flags + " flags";
    }

    void measure(Laboratory laboratory, boolean limitFirst) throws RunnerException {
        Measurement before = limitFirst ? laboratory.measure(row.limit(), flags) : null;
        Measurement check = laboratory.measure(row.benchmark(), flags);
        Measurement limit = before == null ? laboratory.measure(row.limit(), flags) : before;
        nanos.add(check.nanos());
        limitNanos.add(limit.nanos());
        compared.add(row.compare(check.nanos(), limit.nanos()));
        bytes = Math.max(bytes, check.bytes());
        limitBytes = Math.max(limitBytes, limit.bytes());
    }

    /** Gives the row in Markdown: medians over the rounds, and of the bytes the most. */
    @Override
    public String toString() {
        double median = Measurement.median(compared);
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f | %.1f | %.0f | %s | %.1f | %.1f | %.0f | %s | %s | %s |",
                row.title(),
                flags,
                Measurement.median(nanos),
                Measurement.spread(nanos),
                bytes,
                row.limitTitle(),
                Measurement.median(limitNanos),
                Measurement.spread(limitNanos),
                limitBytes,
                row.inWords(median),
                row.inWords(row.bound()),
                row.isMet(median) && Math.round(bytes) == 0 ? "met" : "not met");
    }
}
