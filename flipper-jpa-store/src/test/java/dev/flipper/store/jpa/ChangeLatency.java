package dev.flipper.store.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long it takes until a change shows on another node: from the moment when it is committed until a check
 * in another process answers by it, as settings set that process up. Prints the distribution.
 *
 * <p>Both processes read {@link System#nanoTime}, which is one clock for the whole machine on Linux
 * ({@code CLOCK_MONOTONIC}). The other node asks, pauses for some fifty microseconds, and asks again; they are part of
 * what is measured. A change that shows before the call has returned took no time.
 */
final class ChangeLatency {

    private static final String FLAG = "MEASURED";
    private static final int WARM_UP = 100;
    private static final long PAUSE_NANOS = 10_000;

    private final PrintStream out;
    private final int changes;

    private ChangeLatency(PrintStream out, int changes) {
        this.out = out;
        this.changes = changes;
    }

    /** Prints a table. The argument, if there is one, is the number of changes of each kind, 200 otherwise. */
    public static void main(String... arguments) throws IOException, SQLException {
        print(System.out, arguments.length == 0 ? 200 : Integer.parseInt(arguments[0]));
    }

    static void print(PrintStream out, int changes) throws IOException, SQLException {
        new ChangeLatency(out, changes).run();
    }

    private void run() throws IOException, SQLException {
        out.println("| PostgreSQL | " + changes + " changes by | min ms | 50 % | 90 % | 99 % | max |");
        out.println("| --- | --- | --: | --: | --: | --: | --: |");
        for (PostgresVersion version : PostgresVersion.values()) {
            try (PostgresServer server = PostgresServer.start(version)) {
                measure(version, server.newDatabase());
            }
        }
    }

    private void measure(PostgresVersion version, PostgresDatabase database) throws IOException, SQLException {
        try (FeatureFlagClient features = client(database.jdbcUrl());
                Connection connection = database.dataSource().getConnection()) {
            features.create(FLAG, false);
            FlagDefinition off = FlagDefinition.fromJson(
                    database.psql("SELECT convert_from(item, 'UTF8') FROM feature_flags WHERE name = '" + FLAG + "'"));
            Process observer = observer(database.jdbcUrl());
            try (BufferedReader seen = observer.inputReader(UTF_8)) {
                seen.readLine();
                Switch byClient = on -> {
                    if (on) {
                        features.enable(FLAG);
                    } else {
                        features.disable(FLAG);
                    }
                };
                Switch bySql = on -> update(connection, off.withEnabled(on));
                measure(byClient, seen, WARM_UP);
                print(version, "another Flipper client", measure(byClient, seen, changes));
                print(version, "SQL, as psql", measure(bySql, seen, changes));
            } finally {
                observer.destroyForcibly();
            }
        }
    }

    private static void update(Connection connection, FlagDefinition flag) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE feature_flags SET item = ? WHERE name = ?")) {
            update.setBytes(1, flag.toJson().getBytes(UTF_8));
            update.setString(2, FLAG);
            update.executeUpdate();
        }
    }

    private static FeatureFlagClient client(String url) {
        return FeatureFlagClient.open(MirroredFeatureFlagStore.builder(
                        JpaFeatureFlagStore.builder(url).build())
                .startTimeout(Duration.ofMinutes(1))
                .build());
    }

    private interface Switch {
        void set(boolean on) throws SQLException;
    }

    /** An even number of changes, so that the flag is off again. Gives the times in nanoseconds, the shortest first. */
    private static long[] measure(Switch flag, BufferedReader seen, int changes) throws IOException, SQLException {
        long[] times = new long[changes / 2 * 2];
        for (int i = 0; i < times.length; i++) {
            flag.set(i % 2 == 0);
            long returned = System.nanoTime();
            times[i] = Math.max(0, Long.parseLong(seen.readLine()) - returned);
        }
        Arrays.sort(times);
        return times;
    }

    private void print(PostgresVersion version, String by, long[] times) {
        out.printf(
                "| %s | %s | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                version.name().replaceAll("\\D", ""),
                by,
                millis(times, 0),
                millis(times, 50),
                millis(times, 90),
                millis(times, 99),
                millis(times, 100));
    }

    /** The time that the given share of all took at most. */
    private static double millis(long[] times, int percent) {
        int rank = (int) Math.ceil(times.length * percent / 100.0);
        return times[Math.max(1, rank) - 1] / 1e6;
    }

    private static Process observer(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Observer.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The other node: tells when its check begins to give another answer than before. */
    static final class Observer {

        private Observer() {}

        /** Runs until it is killed, or its parent has ended. */
        public static void main(String... arguments) {
            try (FeatureFlagClient features = client(arguments[0])) {
                tell("ready");
                boolean last = false;
                while (ProcessHandle.current().parent().isPresent()) {
                    last = tellOfChanges(features, last);
                }
            }
        }

        private static boolean tellOfChanges(FeatureFlagClient features, boolean before) {
            boolean last = before;
            for (int i = 0; i < 10_000; i++) {
                if (features.isEnabled(FLAG) != last) {
                    tell("" + System.nanoTime());
                    last = !last;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return last;
        }

        private static void tell(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
