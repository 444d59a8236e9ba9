package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;

/**
 * Measures how long it takes until a change shows on another node: from the moment when the call that makes it has
 * returned until a check in another process answers by it, as settings set that process up. Prints the distribution.
 *
 * <p>Both processes read {@link System#nanoTime}, which is one clock for the whole machine on Linux
 * ({@code CLOCK_MONOTONIC}). The other node asks, pauses for some fifty microseconds, and asks again; they are part of
 * what is measured. A change that shows before the call has returned took no time.
 */
final class ChangeLatency {

    private static final String FLAG = "MEASURED";
    private static final int WARM_UP = 200;
    private static final long PAUSE_NANOS = 10_000;

    private final PrintStream out;
    private final int changes;

    private ChangeLatency(PrintStream out, int changes) {
        this.out = out;
        this.changes = changes;
    }

    /** Prints a table. The argument, if there is one, is the number of changes of each kind, 500 otherwise. */
    public static void main(String... arguments) throws IOException {
        int changes = arguments.length == 0 ? 500 : Integer.parseInt(arguments[0]);
        new ChangeLatency(System.out, changes).run();
    }

    static void print(PrintStream out, int changes) throws IOException {
        new ChangeLatency(out, changes).run();
    }

    private void run() throws IOException {
        out.println("| Redis | " + changes + " changes by | min ms | 50 % | 90 % | 99 % | max |");
        out.println("| --- | --- | --: | --: | --: | --: | --: |");
        for (RedisVersion version : RedisVersion.values()) {
            if (version.isAvailable()) {
                try (RedisProcess server = RedisProcess.start(version)) {
                    measure(server);
                }
            }
        }
    }

    private void measure(RedisProcess server) throws IOException {
        try (RedisClient jedis = RedisClient.create(server.uri());
                FeatureFlagClient features = client(jedis)) {
            features.create(FLAG, false);
            FlagDefinition off = FlagDefinition.fromJson(jedis.get("features/" + FLAG));
            Process observer = observer(server.port());
            try (BufferedReader seen = observer.inputReader(UTF_8)) {
                seen.readLine();
                Switch byClient = on -> {
                    if (on) {
                        features.enable(FLAG);
                    } else {
                        features.disable(FLAG);
                    }
                };
                Switch bySet =
                        on -> jedis.set("features/" + FLAG, off.withEnabled(on).toJson());
                measure(byClient, seen, WARM_UP);
                print(server, "another Flipper client", measure(byClient, seen, changes));
                print(server, "SET, as another program", measure(bySet, seen, changes));
            } finally {
                observer.destroyForcibly();
            }
        }
    }

    private static FeatureFlagClient client(RedisClient jedis) {
        return FeatureFlagClient.open(new MirroredFeatureFlagStore(new RedisFeatureFlagStore(jedis)));
    }

    private interface Switch {
        void set(boolean on);
    }

    /** An even number of changes, so that the flag is off again. */
    private static Durations measure(Switch flag, BufferedReader seen, int changes) throws IOException {
        Durations durations = new Durations();
        for (int i = 0; i < changes / 2 * 2; i++) {
            flag.set(i % 2 == 0);
            long returned = System.nanoTime();
            durations.add(Long.parseLong(seen.readLine()) - returned);
        }
        return durations;
    }

    private void print(RedisProcess server, String by, Durations durations) {
        String version = server.cli("INFO", "server").replaceFirst("(?s).*redis_version:([\\d.]+).*", "$1");
        out.printf(
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

    private static Process observer(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Observer.class.getName(),
                        "" + port)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The other node: tells when its check begins to give another answer than before. */
    static final class Observer {

        private Observer() {}

        /** Runs until it is killed, or its parent has ended. */
        public static void main(String... arguments) {
            try (RedisClient jedis = RedisClient.create("127.0.0.1", Integer.parseInt(arguments[0]));
                    FeatureFlagClient features = client(jedis)) {
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
