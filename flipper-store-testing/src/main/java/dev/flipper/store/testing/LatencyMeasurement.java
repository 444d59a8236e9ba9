package dev.flipper.store.testing;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.io.IOException;
import java.util.List;

/**
 * Changes a flag again and again, each time when the last change has been seen on another node, and prints how long
 * that has taken. A change that shows before the call that makes it has returned took no time.
 *
 * <p>Both processes read {@link System#nanoTime}, which is one clock for the whole machine on Linux
 * ({@code CLOCK_MONOTONIC}).
 */
public final class LatencyMeasurement implements AutoCloseable {

    static final String FLAG = "MEASURED";
    private static final int WARM_UP = 200;

    private final LatencyTable table;
    private final String version;
    private final FeatureFlagClient features;
    private final ChildProgram observer;

    /**
     * A way to store a flag past Flipper.
     *
     * @param <E> what it throws if that fails
     */
    @FunctionalInterface
    public interface OtherProgram<E extends Exception> {

        /**
         * Stores a flag in place of what is stored.
         *
         * @param flag the flag
         * @throws E if it could not be stored
         */
        void store(FlagDefinition flag) throws E;
    }

    private interface Switch<E extends Exception> {

        void set(boolean on) throws E;
    }

    private LatencyMeasurement(LatencyTable table, String version, FeatureFlagClient features, ChildProgram observer) {
        this.table = table;
        this.version = version;
        this.features = features;
        this.observer = observer;
    }

    static LatencyMeasurement open(LatencyTable table, String version, FeatureFlagStore store, List<String> observer)
            throws IOException {
        FeatureFlagClient features = MirroredClient.of(store);
        features.create(FLAG, false);
        LatencyMeasurement measurement = new LatencyMeasurement(table, version, features, ChildProgram.start(observer));
        try {
            measurement.observer.awaitReady();
            return measurement;
        } catch (IOException e) {
            measurement.close();
            throw e;
        }
    }

    /**
     * Measures changes by a client of Flipper, and prints a row.
     *
     * @throws IOException if the other node has ended
     */
    public void byClient() throws IOException {
        Switch<IOException> client = on -> {
            if (on) {
                features.enable(FLAG);
            } else {
                features.disable(FLAG);
            }
        };
        measure(client, Math.min(WARM_UP, table.changes()));
        table.print(version, "another Flipper client", measure(client, table.changes()));
    }

    /**
     * Measures changes by somebody who has no Flipper, and prints a row.
     *
     * @param <E> what that may throw
     * @param name what the row says of it
     * @param program how it stores the flag
     * @throws IOException if the other node has ended
     * @throws E if the flag could not be stored
     */
    public <E extends Exception> void by(String name, OtherProgram<E> program) throws IOException, E {
        FlagDefinition stored = features.getDefinition(FLAG);
        Switch<E> other = on -> program.store(stored.withEnabled(on));
        table.print(version, name, measure(other, table.changes()));
    }

    /** An even number of changes, so that the flag is off again. */
    private <E extends Exception> Durations measure(Switch<E> flag, int changes) throws IOException, E {
        Durations durations = new Durations();
        for (int i = 0; i < changes / 2 * 2; i++) {
            flag.set(i % 2 == 0);
            long returned = System.nanoTime();
            durations.add(Long.parseLong(observer.nextLine()) - returned);
        }
        return durations;
    }

    /** Ends the other node, and closes the client and its store. */
    @Override
    public void close() {
        observer.close();
        features.close();
    }
}
