package dev.flipper.store.consul;

import dev.flipper.store.ChangeWatch;
import dev.flipper.store.PolledVersions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link ConsulFeatureFlagStore}. Not thread-safe. */
public final class ConsulFeatureFlagStoreBuilder {

    static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final ConsulAddress address;
    private FlagKeys keys = new FlagKeys("features");
    private @Nullable String token;
    private @Nullable String datacenter;
    private Duration timeout = Duration.ofSeconds(2);
    private Duration longestWait = Duration.ofMinutes(1);
    private AnswerLimits limits = AnswerLimits.USUAL;
    private @Nullable SSLContext tls;
    private ThreadFactory threads = task -> {
        Thread thread = new Thread(task, "flipper-consul");
        thread.setDaemon(true);
        return thread;
    };

    ConsulFeatureFlagStoreBuilder(ConsulAddress address) {
        this.address = address;
    }

    /**
     * Sets what the keys of all flags begin with; a slash and the name of the flag follow. Stores with different base
     * keys share nothing, unless one begins with the other and a slash: below {@code features} there are also the flags
     * of {@code features/billing}.
     *
     * @param newBaseKey the base key; {@code features} unless set, as in the Python original
     * @return this builder
     * @throws IllegalArgumentException if it is empty, begins or ends with a slash, has empty parts, {@code .} or
     *     {@code ..} between its slashes, or characters that cannot be seen
     */
    public ConsulFeatureFlagStoreBuilder baseKey(String newBaseKey) {
        keys = new FlagKeys(newBaseKey);
        return this;
    }

    /**
     * Sets the token that says to Consul who we are and what we may do.
     *
     * @param newToken the secret ID of the token; none unless set, which leaves it to Consul's agent
     * @return this builder
     * @throws IllegalArgumentException if it is empty or has other characters than visible ones of ASCII
     */
    public ConsulFeatureFlagStoreBuilder token(String newToken) {
        token = ConsulSettings.visible(newToken);
        return this;
    }

    /**
     * Sets the datacenter that has the flags.
     *
     * @param newDatacenter its name; that of Consul's agent unless set
     * @return this builder
     * @throws IllegalArgumentException if it is empty or has other characters than visible ones of ASCII
     */
    public ConsulFeatureFlagStoreBuilder datacenter(String newDatacenter) {
        datacenter = ConsulSettings.visible(newDatacenter);
        return this;
    }

    /**
     * Sets how long the store waits for an answer to begin, the connection included; the rest of it, if it is a long
     * one as of all flags, may take ten times that. Twice this time after Consul has fallen silent listeners know.
     *
     * @param newTimeout the time, from a millisecond to an hour; 2 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ConsulFeatureFlagStoreBuilder timeout(Duration newTimeout) {
        timeout = within("timeout", newTimeout, SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
        return this;
    }

    /**
     * Sets how long Consul may hold back its answer to the question for changes if there are none. Each answer has all
     * flags in it, so a short time is a burden; a long one may be cut by what is between us and Consul, which does no
     * harm but that all is read again.
     *
     * @param longest the time, from a second to 10 minutes; a minute unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public ConsulFeatureFlagStoreBuilder longestWait(Duration longest) {
        longestWait = within("longest wait", longest, SHORTEST_WAIT, LONGEST_WAIT);
        return this;
    }

    private static Duration within(String what, Duration time, Duration shortest, Duration longest) {
        if (time.compareTo(shortest) < 0 || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "The " + what + " must be from " + shortest + " to " + longest + ", it is " + time);
        }
        return time;
    }

    /**
     * Sets whom to trust, and which certificate to show, where the address is one of {@code https}. The certificate of
     * Consul has to be for the host in the address.
     *
     * @param context makes the connections; the default context of the JVM unless set
     * @return this builder
     */
    public ConsulFeatureFlagStoreBuilder sslContext(SSLContext context) {
        tls = Objects.requireNonNull(context, "context");
        return this;
    }

    /**
     * Sets where the threads come from in which the store listens to Consul and reads its answers, for servers that
     * want to make their threads themselves.
     *
     * @param factory makes threads, which run until the store is closed at the latest; daemons named
     *     {@code flipper-consul} unless set
     * @return this builder
     */
    public ConsulFeatureFlagStoreBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    ConsulFeatureFlagStoreBuilder answerLimits(AnswerLimits newLimits) {
        limits = newLimits;
        return this;
    }

    /**
     * Makes the store. Does no I/O.
     *
     * @return a new store
     */
    public ConsulFeatureFlagStore build() {
        return new ConsulFeatureFlagStore(this);
    }

    ConsulHttp http() {
        return new ConsulHttp(
                address, new HttpAccess(token, datacenter), timeout, limits, new LazyHttpClient(timeout, tls, threads));
    }

    FlagKeys keys() {
        return keys;
    }

    ChangeWatch watch(KeyValues flags, PolledVersions<Long> versions, String place) {
        return WatchedConsul.watch(flags, keys, versions, longestWait, timeout, place, threads);
    }
}
