package dev.flipper;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketerFactory;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.event.FlagEvents;
import dev.flipper.setting.Settings;
import dev.flipper.store.FeatureFlagStore;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Opens a {@link FeatureFlagClient} with settings of its own. Not thread-safe. */
public final class FeatureFlagClientBuilder {

    private final FeatureFlagStore store;
    private final Map<String, BucketerFactory> factories = new HashMap<>();
    private final List<EvaluationContextProvider> providers = new ArrayList<>();
    private String name = "default";
    private String application = "";
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private Settings settings = Settings.of(Map.of());
    private @Nullable FlagEvents events;
    private @Nullable Serializable serialForm;
    private @Nullable ThreadFactory threads;

    FeatureFlagClientBuilder(FeatureFlagStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Names the client, to tell it apart from the application's other clients.
     *
     * @param newName the name
     * @return this builder
     */
    public FeatureFlagClientBuilder name(String newName) {
        name = Objects.requireNonNull(newName, "name");
        return this;
    }

    /**
     * Names the application that the client belongs to, to tell its management beans apart from those of others.
     *
     * @param newApplication the name of the application
     * @return this builder
     */
    public FeatureFlagClientBuilder application(String newApplication) {
        application = Objects.requireNonNull(newApplication, "application");
        return this;
    }

    /**
     * Sets where the thread comes from that looks at the clock while {@linkplain FeatureFlagClient#statistics checks
     * are counted}, for servers that want to make their threads themselves.
     *
     * @param factory makes one thread; a daemon named {@code flipper-clock-} and the client's name unless set
     * @return this builder
     */
    public FeatureFlagClientBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Sets the clock, which tells ramps the time, new flags when they were created, and counted checks when they were.
     *
     * @param newClock the clock; the system's unless set
     * @return this builder
     */
    public FeatureFlagClientBuilder clock(InstantSource newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * Sets the source of random numbers, which gives a {@link dev.flipper.bucketing.PercentageBucketer} its chance.
     *
     * @param newRandom a thread-safe generator; one a thread unless set
     * @return this builder
     */
    public FeatureFlagClientBuilder random(RandomGenerator newRandom) {
        random = Objects.requireNonNull(newRandom, "random");
        return this;
    }

    /**
     * Sets another implementation of events.
     *
     * @param newEvents where the client emits its events
     * @return this builder
     */
    public FeatureFlagClientBuilder events(FlagEvents newEvents) {
        events = Objects.requireNonNull(newEvents, "events");
        return this;
    }

    /**
     * Adds attributes that hold around a check. Of two providers the one added later wins; the attributes of the call
     * win over both.
     *
     * @param provider asked at each check of an enabled flag
     * @return this builder
     */
    public FeatureFlagClientBuilder contextProvider(EvaluationContextProvider provider) {
        providers.add(Objects.requireNonNull(provider, "provider"));
        return this;
    }

    /**
     * Teaches the client a kind of bucketers of the application's own.
     *
     * @param factory makes these bucketers of what is stored
     * @return this builder
     * @throws IllegalArgumentException if there is a factory of its type already, or it is a type that Flipper has
     *     itself
     */
    public FeatureFlagClientBuilder bucketerFactory(BucketerFactory factory) {
        String type = Objects.requireNonNull(factory.type(), "bucketer type");
        if (Bucketer.isBuiltIn(type)) {
            throw new IllegalArgumentException(
                    "The bucketer type '" + type + "' is Flipper's own; choose another name");
        }
        if (factories.putIfAbsent(type, factory) != null) {
            throw new IllegalArgumentException("There are two factories of the bucketer type '" + type + "'");
        }
        return this;
    }

    /**
     * Sets the settings of the parts that join in, as {@code jmx.max-flags} is one of flipper-jmx.
     *
     * @param newSettings the settings, of which each part looks up what it has declared
     * @return this builder
     */
    public FeatureFlagClientBuilder settings(Settings newSettings) {
        settings = Objects.requireNonNull(newSettings, "settings");
        return this;
    }

    /**
     * Makes the client and its handles serializable, for containers that passivate beans.
     *
     * @param replacement written in place of the client; its {@code readResolve} method has to give the client of the
     *     process in which it is read
     * @return this builder
     */
    public FeatureFlagClientBuilder serializedAs(Serializable replacement) {
        serialForm = Objects.requireNonNull(replacement, "replacement");
        return this;
    }

    /**
     * Builds and opens the client.
     *
     * @return a new client, which owns the store
     */
    public FeatureFlagClient build() {
        ClientIdentity identity = new ClientIdentity(name, application, serialForm);
        Problems problems = new Problems(name, clock);
        BucketingEnvironment environment = new BucketingEnvironment(clock, random, factories, problems::bucketerFailed);
        // Parts that join in lie beside this jar; the thread's loader may be another application's.
        ClassLoader loader = FeatureFlagClientListener.class.getClassLoader();
        Iterable<FeatureFlagClientListener> listeners = ServiceLoader.load(FeatureFlagClientListener.class, loader);
        FlagEvents emitter = events == null ? FlagEvents.create() : events;
        return new DefaultFeatureFlagClient(
                        identity, store, environment, providers, problems, threads(), emitter, settings, listeners)
                .start();
    }

    private ThreadFactory threads() {
        String thread = "flipper-clock-" + name;
        return threads == null ? task -> daemon(task, thread) : threads;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
