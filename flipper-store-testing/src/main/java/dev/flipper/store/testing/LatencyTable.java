package dev.flipper.store.testing;

import dev.flipper.store.FeatureFlagStore;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Shows how long it takes until a change shows on another node: from the moment when the call that makes it has
 * returned until a check in another process answers by it, as settings set that process up.
 */
public final class LatencyTable {

    private final PrintStream out;
    private final int changes;

    private LatencyTable(PrintStream out, int changes) {
        this.out = out;
        this.changes = changes;
    }

    /**
     * Reads the number of changes from what a program is handed.
     *
     * @param usual the number if nothing is
     * @param arguments a number, or nothing
     * @return the number of changes of each kind
     */
    public static int changes(int usual, String... arguments) {
        return arguments.length == 0 ? usual : Integer.parseInt(arguments[0]);
    }

    /**
     * Prints the head of a table.
     *
     * @param kind what the server is called, as {@code Redis}
     * @param changes the number of changes of each kind, of which an odd one is left out
     * @param out where to
     * @return the table, which has no rows yet
     */
    public static LatencyTable begin(String kind, int changes, PrintStream out) {
        out.println("| " + kind + " | " + changes + " changes by | min ms | 50 % | 90 % | 99 % | max |");
        out.println("| --- | --- | --: | --: | --: | --: | --: |");
        return new LatencyTable(out, changes);
    }

    /**
     * Begins to measure a version of the server: opens a client here and another node.
     *
     * @param version the version, for the rows
     * @param store a store that has been opened here; it is closed with what is given
     * @param observer the command of the other node, a program that opens a store of the same server and hands it to
     *     {@link LatencyObserver}
     * @return what prints a row for each way of changing a flag
     * @throws IOException if the other node's program cannot be run
     */
    public LatencyMeasurement measure(String version, FeatureFlagStore store, List<String> observer)
            throws IOException {
        return LatencyMeasurement.open(this, version, store, observer);
    }

    int changes() {
        return changes;
    }

    void print(String version, String by, Durations durations) {
        out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                version,
                by,
                millis(durations.percentile(0)),
                millis(durations.percentile(50)),
                millis(durations.percentile(90)),
                millis(durations.percentile(99)),
                millis(durations.longest()));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
