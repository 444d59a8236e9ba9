package dev.flipper.store.consul;

import dev.flipper.store.ChangeWatch;
import dev.flipper.store.PolledVersions;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Consul as a watch of the flags sees it: a question after the other for what is stored under the base key, which is
 * answered when that has changed. While one waits for its answer the watch's thread is free, and asks now and then
 * whether Consul is still there.
 */
final class WatchedConsul implements ChangeWatch.Backend {

    private static final Logger LOGGER = System.getLogger(ConsulFeatureFlagStore.class.getName());

    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(50);

    /** What changes in a pause is told after it only. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final KeyValues flags;
    private final FlagKeys keys;
    private final Duration longestWait;
    private final Duration heartbeat;
    private final String place;
    private final PolledVersions<Long> versions;
    private final ChangeWatch watch;

    /** The last change of any key that is known of; 0: nothing is known. */
    private long index;

    /** The key that was changed last of those that are stored and can be asked for, if there is one. */
    private String witness;

    /** The number of its last change; 0: there was none. */
    private long witnessed;

    private long lifeSign;
    private long asked;
    private volatile @Nullable Exchange question;

    private WatchedConsul(
            KeyValues flags,
            FlagKeys keys,
            PolledVersions<Long> versions,
            Duration longestWait,
            Duration timeout,
            String place,
            ThreadFactory threads) {
        this.flags = flags;
        this.keys = keys;
        this.versions = versions;
        this.longestWait = longestWait;
        this.heartbeat = timeout.compareTo(SHORTEST_HEARTBEAT) < 0 ? SHORTEST_HEARTBEAT : timeout;
        this.place = place;
        this.witness = keys.prefix();
        this.watch = new ChangeWatch(this, LOGGER, threads);
    }

    /**
     * Makes a watch.
     *
     * @param versions by key, the number of its last change; what the store shows is noted there
     */
    static ChangeWatch watch(
            KeyValues flags,
            FlagKeys keys,
            PolledVersions<Long> versions,
            Duration longestWait,
            Duration timeout,
            String place,
            ThreadFactory threads) {
        return new WatchedConsul(flags, keys, versions, longestWait, timeout, place, threads).watch;
    }

    @Override
    public Duration watch(ChangeWatch mine) {
        if (index == 0) {
            connect();
        }
        Exchange open = question;
        if (open != null && open.isEnded()) {
            question = null;
            return take(open);
        }
        if (open == null) {
            ask();
        } else {
            checkLife(open);
        }
        watch.connectedIfNot();
        return heartbeat;
    }

    private void connect() {
        Listing now = flags.all();
        differences(now);
        remember(now);
        alive();
        watch.connected();
    }

    private void ask() {
        asked = System.nanoTime();
        question = flags.askForChanges(index, longestWait, watch::look);
    }

    /**
     * Asks for one of the entries that are known: that it is still there is a sign of life, and shows that nobody has
     * removed all at once by the beginning of the base key, which Consul tells to none of those who wait for more. If
     * it is older than before somebody has restored a snapshot: then Consul tells of nothing until it has counted on.
     */
    private void checkLife(Exchange open) {
        long now = System.nanoTime();
        if (now - lifeSign < heartbeat.toNanos()) {
            return;
        }
        boolean isThere = isThere(flags.get(witness));
        alive();
        watch.holds();
        if (now - asked > longestAnswer().toNanos()) {
            throw ConsulFailure.unknown("a question for changes was not answered in time", null);
        }
        if (!isThere && witnessed > 0 && !open.isEnded()) {
            end();
            question = null;
            forget();
            watch.look();
        }
    }

    private boolean isThere(@Nullable Entry entry) {
        return entry != null && entry.version() >= witnessed;
    }

    private Duration longestAnswer() {
        return longestWait.multipliedBy(2).plus(flags.wholeAnswer());
    }

    private void alive() {
        lifeSign = System.nanoTime();
    }

    private Duration take(Exchange answered) {
        Listing now = flags.listing(answered);
        alive();
        watch.holds();
        if (now.index() < index) {
            // Consul has begun anew, or has forgotten when something was removed: numbers may be given twice.
            forget();
            return Duration.ZERO;
        }
        boolean changed = now.index() > index;
        differences(now).forEach(watch::changed);
        remember(now);
        return changed || hasWaited() ? Duration.ZERO : shorter(heartbeat, LONGEST_PAUSE);
    }

    /** Without a change it is answered after a long time, unless Consul, or what is before it, is out of order. */
    private boolean hasWaited() {
        return lifeSign - asked >= shorter(heartbeat, longestWait).toNanos();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Gives the flags that have changed since the last answer, in the order of the changes, those that are gone first.
     */
    private List<String> differences(Listing now) {
        Map<String, Long> byKey = new HashMap<>();
        now.entries().forEach(entry -> byKey.put(entry.key(), entry.version()));
        return versions.changes(() -> byKey).orElse(Set.of()).stream()
                .sorted(Comparator.comparingLong(key -> byKey.getOrDefault(key, 0L)))
                .map(keys::flag)
                .filter(Objects::nonNull)
                .toList();
    }

    private void remember(Listing now) {
        Entry latest = now.entries().stream()
                .filter(entry -> FlagKeys.canBeAskedFor(entry.key()))
                .max(Comparator.comparingLong(Entry::version))
                .orElse(null);
        witness = latest == null ? keys.prefix() : latest.key();
        witnessed = latest == null ? 0 : latest.version();
        // A server that counts nothing would answer at once for ever if it were asked for what comes after 0.
        index = Math.max(1, now.index());
    }

    private void forget() {
        index = 0;
        witnessed = 0;
        versions.forget();
    }

    @Override
    public void failed() {
        end();
        question = null;
        forget();
    }

    @Override
    public void end() {
        Exchange open = question;
        if (open != null) {
            flags.cancel(open);
        }
    }

    @Override
    public String place() {
        return place;
    }
}
