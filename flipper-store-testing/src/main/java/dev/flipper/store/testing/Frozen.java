package dev.flipper.store.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Whether a process stands still. A signal to stop is taken by one thread of the process, and until it has its turn the
 * others go on, which may be long enough to answer somebody where the machine has much to do.
 */
final class Frozen {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration POLL = Duration.ofMillis(1);

    /** Stopped; or ended, but not looked after yet by the process that made it, which stands still itself. */
    private static final String STATES = "TZX";

    private Frozen() {}

    /** Waits until all threads of a process stand still, where the system tells that. */
    static void awaitThat(ProcessHandle process) {
        Path threads = PROCESSES.resolve(process.pid() + "/task");
        if (Files.isDirectory(threads)) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(() -> !process.isAlive() || areStopped(threads));
        }
    }

    private static boolean areStopped(Path threads) throws IOException {
        try (Stream<Path> all = Files.list(threads)) {
            return all.allMatch(Frozen::isStopped);
        }
    }

    /** The state comes behind the name, which stands in parentheses and may have any character. */
    private static boolean isStopped(Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"));
            return STATES.indexOf(line.charAt(line.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            // It has ended.
            return true;
        }
    }
}
