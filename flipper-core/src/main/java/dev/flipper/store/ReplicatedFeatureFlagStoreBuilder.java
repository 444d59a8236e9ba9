package dev.flipper.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Builds a {@link ReplicatedFeatureFlagStore}. Not thread-safe. */
public final class ReplicatedFeatureFlagStoreBuilder {

    /** For ever, in effect, and still a number of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private final FeatureFlagStore primary;
    private final List<FeatureFlagStore> replicas = new ArrayList<>();
    private boolean synchronous;
    private int queueCapacity = 10_000;
    private Duration closeTimeout = Duration.ofSeconds(5);
    private @Nullable ThreadFactory threads;

    ReplicatedFeatureFlagStoreBuilder(FeatureFlagStore primary) {
        this.primary = Objects.requireNonNull(primary, "primary");
    }

    /**
     * Adds a replica.
     *
     * @param store the store that gets copies
     * @return this builder
     * @throws IllegalArgumentException if it is the primary, or has been added already
     */
    public ReplicatedFeatureFlagStoreBuilder replica(FeatureFlagStore store) {
        Objects.requireNonNull(store, "store");
        if (store == primary || replicas.stream().anyMatch(known -> known == store)) {
            throw new IllegalArgumentException(
                    "The store " + store + " is given twice; primary and replicas have to be different stores");
        }
        replicas.add(store);
        return this;
    }

    ReplicatedFeatureFlagStoreBuilder replicas(List<FeatureFlagStore> stores) {
        stores.forEach(this::replica);
        return this;
    }

    /**
     * Chooses whether a write returns only when each replica has taken it, or failed to take it for the first time. It
     * does not wait for a replica that is known to be away, and not longer than the replica's own timeouts.
     *
     * @param waits true to wait; false unless set
     * @return this builder
     */
    public ReplicatedFeatureFlagStoreBuilder synchronous(boolean waits) {
        synchronous = waits;
        return this;
    }

    /**
     * Limits the number of writes that wait for a replica. Beyond it nothing waits for room: of a flag that is written
     * then the latest state is copied later.
     *
     * @param writes how many, 1 or more; 10,000 unless set
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public ReplicatedFeatureFlagStoreBuilder queueCapacity(int writes) {
        if (writes < 1) {
            throw new IllegalArgumentException("The queue capacity must be 1 or more, it is " + writes);
        }
        queueCapacity = writes;
        return this;
    }

    /**
     * Limits the time that closing takes to bring what is waiting.
     *
     * @param limit how long, 0 or more; 5 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public ReplicatedFeatureFlagStoreBuilder closeTimeout(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("The close timeout must not be negative, it is " + limit);
        }
        closeTimeout = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        return this;
    }

    /**
     * Sets what makes the threads, of which each replica has one; in a server the container's managed ones.
     *
     * @param factory makes the threads; daemons named {@code flipper-replica-1} and so on unless set
     * @return this builder
     */
    public ReplicatedFeatureFlagStoreBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Builds the store.
     *
     * @return a new store; closing it closes the primary and the replicas
     */
    public ReplicatedFeatureFlagStore build() {
        return new ReplicatedFeatureFlagStore(this);
    }

    BackgroundTasks newBackgroundThread(int number) {
        return new BackgroundThread(threads == null ? BackgroundThread.daemons("flipper-replica-" + number) : threads);
    }

    FeatureFlagStore primary() {
        return primary;
    }

    List<FeatureFlagStore> replicas() {
        return replicas;
    }

    boolean isSynchronous() {
        return synchronous;
    }

    int queueCapacity() {
        return queueCapacity;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }
}
