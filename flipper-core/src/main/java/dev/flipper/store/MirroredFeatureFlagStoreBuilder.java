package dev.flipper.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Mirrors a store with settings of one's own. Not thread-safe. */
public final class MirroredFeatureFlagStoreBuilder {

    private static final Duration LIFETIME = Duration.ofDays(36_500);

    private final FeatureFlagStore store;
    private Duration startTimeout = Duration.ofSeconds(5);
    private Duration pollInterval = Duration.ofSeconds(60);
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private ThreadFactory threads = BackgroundThread.daemons("flipper-mirror");
    private @Nullable BackgroundTasks tasks;
    private @Nullable Path snapshotFile;

    MirroredFeatureFlagStoreBuilder(FeatureFlagStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Limits how long the start waits for the store. After that the snapshot answers, or the flags' defaults, and the
     * copy catches up in the background.
     *
     * @param timeout the longest wait, zero for none; 5 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public MirroredFeatureFlagStoreBuilder startTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("The start timeout must not be negative, it is " + timeout);
        }
        startTimeout = atMostALifetime(timeout);
        return this;
    }

    /**
     * Sets how often everything is read again although nothing was notified. Each pause is shortened by chance by up to
     * a half, so that many processes do not ask at the same moment.
     *
     * @param interval the longest pause; 60 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public MirroredFeatureFlagStoreBuilder pollInterval(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("The poll interval must be positive, it is " + interval);
        }
        pollInterval = atMostALifetime(interval);
        return this;
    }

    /** For ever, in other words; longer times do not fit into the JDK's timers. */
    private static Duration atMostALifetime(Duration time) {
        return time.compareTo(LIFETIME) < 0 ? time : LIFETIME;
    }

    /**
     * Keeps the flags in a file as well, so that a process can start while the store is away. The file is replaced in
     * one step soon after each change, readable for its owner alone where the file system knows owners. Of several
     * processes with the same file the first one writes it, which locks on two files beside it decide; all may read it.
     * Stores with different flags need different files. Entries that cannot be read are left out.
     *
     * @param file the file, which need not exist yet; none unless set
     * @return this builder
     */
    public MirroredFeatureFlagStoreBuilder snapshot(Path file) {
        snapshotFile = Objects.requireNonNull(file, "file");
        return this;
    }

    /**
     * Sets the clock of the {@linkplain MirroredFeatureFlagStore#status status}.
     *
     * @param newClock the clock; the system's unless set
     * @return this builder
     */
    public MirroredFeatureFlagStoreBuilder clock(InstantSource newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * Sets where the background thread comes from, for servers that want to make their threads themselves.
     *
     * @param factory makes one thread; a daemon named {@code flipper-mirror} unless set
     * @return this builder
     */
    public MirroredFeatureFlagStoreBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    MirroredFeatureFlagStoreBuilder tasks(BackgroundTasks newTasks) {
        tasks = newTasks;
        return this;
    }

    MirroredFeatureFlagStoreBuilder random(RandomGenerator newRandom) {
        random = newRandom;
        return this;
    }

    /**
     * Starts the mirror, and waits for the store until the start timeout.
     *
     * @return a new mirror, which owns the store
     */
    public MirroredFeatureFlagStore build() {
        return new MirroredFeatureFlagStore(this);
    }

    FeatureFlagStore store() {
        return store;
    }

    Duration startTimeout() {
        return startTimeout;
    }

    @Nullable
    Path snapshotFile() {
        return snapshotFile;
    }

    BackgroundTasks tasks() {
        return tasks == null ? new BackgroundThread(threads) : tasks;
    }

    MirrorHealth health() {
        return new MirrorHealth(store.getClass().getSimpleName(), pollInterval, clock, random);
    }
}
