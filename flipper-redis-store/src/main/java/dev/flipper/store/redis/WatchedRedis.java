package dev.flipper.store.redis;

import dev.flipper.store.ChangeWatch;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Redis as a watch of the flags sees it: all servers that have flags, which are looked after round by round. */
final class WatchedRedis implements ChangeWatch.Backend {

    private static final Logger LOGGER = System.getLogger(RedisFeatureFlagStore.class.getName());

    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(50);

    private final RedisServers redis;
    private final WatchedServers servers;
    private final Duration heartbeat;
    private final Duration pollInterval;
    private final ChangeWatch watch;

    private volatile boolean anythingMayHaveChanged;
    private boolean connected;
    private long allTold;

    private WatchedRedis(
            RedisServers redis, FlagKeys keys, Duration timeout, Duration pollInterval, ThreadFactory threads) {
        this.redis = redis;
        this.watch = new ChangeWatch(this, LOGGER, threads);
        this.servers = new WatchedServers(redis, keys, timeout, pollInterval, threads, this::changed, watch::look);
        Duration half = timeout.dividedBy(2);
        this.heartbeat = half.compareTo(SHORTEST_HEARTBEAT) < 0 ? SHORTEST_HEARTBEAT : half;
        this.pollInterval = pollInterval;
    }

    static ChangeWatch watch(
            RedisServers redis, FlagKeys keys, Duration timeout, Duration pollInterval, ThreadFactory threads) {
        return new WatchedRedis(redis, keys, timeout, pollInterval, threads).watch;
    }

    private void changed(@Nullable String flag) {
        if (flag == null) {
            anythingMayHaveChanged = true;
            watch.look();
        } else {
            watch.changed(flag);
        }
    }

    @Override
    public Duration watch(ChangeWatch mine) {
        connected(servers.refresh());
        return servers.areIncomplete() && pollInterval.compareTo(heartbeat) < 0 ? pollInterval : heartbeat;
    }

    private void connected(boolean missedSome) {
        boolean tellAll = missedSome || !connected || anythingMayHaveChanged || isTimeToReadAll();
        if (tellAll) {
            // Before it is told, so that what comes meanwhile is told once more.
            anythingMayHaveChanged = false;
        }
        connected = true;
        if (!missedSome) {
            watch.holds();
        }
        if (tellAll) {
            allTold = System.nanoTime();
            watch.connected();
        } else {
            watch.connectedIfNot();
        }
    }

    /**
     * What has changed on a server that does not tell everything is not found out here: what is the same as before may
     * have been something else in between, which a listener has read.
     */
    private boolean isTimeToReadAll() {
        return servers.areIncomplete() && System.nanoTime() - allTold >= pollInterval.toNanos();
    }

    @Override
    public void failed() {
        connected = false;
        servers.forgetRefusals();
    }

    @Override
    public void end() {
        servers.close();
    }

    @Override
    public String place() {
        return "Redis at " + redis.where();
    }
}
