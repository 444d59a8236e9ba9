package dev.flipper.store.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.HostAndPortMapper;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Asks the sentinels, at each new connection, where the master is, so that whoever connects follows it without a thread
 * that listens. Thread-safe.
 */
final class Sentinels implements HostAndPortMapper {

    private static final Logger LOGGER = System.getLogger(RedisFeatureFlagStore.class.getName());

    private final String name;
    private final List<HostAndPort> sentinels;
    private final JedisClientConfig config;

    /** The one that has answered goes first next time. */
    private volatile int first;

    private volatile @Nullable HostAndPort last;
    private final AtomicBoolean failureTold = new AtomicBoolean();

    Sentinels(String name, List<HostAndPort> sentinels, JedisClientConfig config) {
        this.name = name;
        this.sentinels = List.copyOf(sentinels);
        this.config = config;
    }

    @Override
    public HostAndPort getHostAndPort(HostAndPort unused) {
        return master();
    }

    /**
     * Gives the address of the master: the last known one if no sentinel can say it.
     *
     * @throws JedisConnectionException if none has ever said it
     */
    HostAndPort master() {
        List<JedisException> failures = new ArrayList<>();
        HostAndPort found = ask(failures);
        if (found == null) {
            return lastKnown(unknown(failures));
        }
        last = found;
        failureTold.set(false);
        return found;
    }

    private HostAndPort lastKnown(JedisConnectionException unknown) {
        HostAndPort known = last;
        if (known == null) {
            throw unknown;
        }
        if (!failureTold.getAndSet(true)) {
            LOGGER.log(
                    Level.WARNING, "The last known master, " + known + ", is used until a sentinel answers", unknown);
        }
        return known;
    }

    private @Nullable HostAndPort ask(List<JedisException> failures) {
        int start = first;
        for (int i = 0; i < sentinels.size(); i++) {
            int next = (start + i) % sentinels.size();
            try {
                HostAndPort found = ask(sentinels.get(next));
                if (found != null) {
                    first = next;
                    return found;
                }
            } catch (JedisException e) {
                failures.add(e);
            }
        }
        return null;
    }

    private @Nullable HostAndPort ask(HostAndPort sentinel) {
        try (Jedis jedis = new Jedis(sentinel, config)) {
            List<String> address = jedis.sentinelGetMasterAddrByName(name);
            return address == null || address.size() < 2
                    ? null
                    : new HostAndPort(address.get(0), Integer.parseInt(address.get(1)));
        }
    }

    private JedisConnectionException unknown(List<JedisException> failures) {
        String reasons = failures.stream().map(JedisException::getMessage).collect(Collectors.joining("; "));
        JedisConnectionException unknown = new JedisConnectionException(
                "No sentinel says where the " + this + " is: "
                        + (reasons.isEmpty()
                                ? "they do not know one of this name; it is for " + RedisSettings.SENTINEL_MASTER
                                        + " to say"
                                : reasons),
                failures.isEmpty() ? null : failures.get(0));
        failures.stream().skip(1).forEach(unknown::addSuppressed);
        return unknown;
    }

    /** For messages. */
    @Override
    public String toString() {
        String all = sentinels.stream().map(HostAndPort::toString).collect(Collectors.joining(", "));
        return "master '" + name + "' of the sentinels " + all;
    }
}
