package dev.flipper.store.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out which flags have changed, by reading all of them once in a while. Used by one thread. */
final class FlagPoll {

    private static final byte[] NO_TEXT = {};

    private final FlagScan scan;
    private final Duration interval;
    private final Consumer<String> changed;

    /** The documents at the last reading, by the flags' names; null before the first one. */
    private @Nullable Map<String, byte[]> last;

    private long lastAt;

    /**
     * Takes what is read.
     *
     * @param changed told of each flag that has changed since the last reading
     */
    FlagPoll(FlagScan scan, Duration interval, Consumer<String> changed) {
        this.scan = scan;
        this.interval = interval;
        this.changed = changed;
    }

    /** Reads all flags, if it is time to. The first reading tells nothing: there is nothing to compare it with. */
    void readIfDue() {
        long now = System.nanoTime();
        Map<String, byte[]> before = last;
        if (before == null || now - lastAt >= interval.toNanos()) {
            Map<String, byte[]> found = read();
            last = found;
            lastAt = now;
            if (before != null) {
                tellDifferences(before, found);
            }
        }
    }

    private Map<String, byte[]> read() {
        Map<String, byte[]> found = new HashMap<>();
        scan.forEach((flag, document) -> found.put(flag, document == null ? NO_TEXT : document));
        return found;
    }

    private void tellDifferences(Map<String, byte[]> before, Map<String, byte[]> after) {
        after.forEach((flag, document) -> {
            if (!Arrays.equals(document, before.get(flag))) {
                changed.accept(flag);
            }
        });
        before.keySet().stream().filter(flag -> !after.containsKey(flag)).forEach(changed);
    }

    /** Forgets what has been read: the next reading is the first one. */
    void reset() {
        last = null;
    }
}
