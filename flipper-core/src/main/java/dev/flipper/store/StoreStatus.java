package dev.flipper.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a store can be trusted at the moment, for people and monitoring.
 *
 * @param kind what kind of store it is, in words: {@code redis, mirrored} for example
 * @param state whether what is read from it is known to be current
 * @param staleSince since when it is not; null if it is, or if that is not known
 * @param lastSynchronized when a full copy was last read from the store behind it, by this process or, after a start
 *     from a snapshot, by an earlier one; null if never, and where there is no such copy
 */
public record StoreStatus(
        String kind,
        State state,
        @Nullable Instant staleSince,
        @Nullable Instant lastSynchronized) {

    private static final String SUFFIX = "FeatureFlagStore";

    /**
     * Creates a status.
     *
     * @param kind what kind of store it is, in words
     * @param state whether what is read from it is known to be current
     * @param staleSince since when it is not; null if it is, or if that is not known
     * @param lastSynchronized when a full copy was last read; null if never
     * @throws NullPointerException if kind or state is null
     */
    public StoreStatus {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(state, "state");
    }

    /** Whether what is read from a store is known to be current. */
    public enum State {
        /**
         * As far as is known: a full copy has been read, and changes are notified, or polled for where the store cannot
         * notify; a cache has had no failure since the store last answered.
         */
        CONNECTED,
        /**
         * The store is away, has not answered yet, or could tell of changes but does not; or it is closed. The last
         * known state answers.
         */
        STALE,
        /** Nobody keeps watch: each read asks the store, and succeeds or fails. */
        UNKNOWN
    }

    /** Of a store that says nothing of itself. */
    static StoreStatus unknown(FeatureFlagStore store) {
        return new StoreStatus(kind(store.getClass()), State.UNKNOWN, null, null);
    }

    /** {@code redis} for a {@code RedisFeatureFlagStore}, the name of the class for all others. */
    static String kind(Class<?> type) {
        // A container's proxy or subclass has a name of its own behind a dollar.
        String name = type.getSimpleName().replaceFirst("(?<=.)\\$.*", "");
        if (name.isEmpty()) {
            return type.getName();
        }
        int end = name.length() - SUFFIX.length();
        return name.endsWith(SUFFIX) && end > 0 ? name.substring(0, end).toLowerCase(Locale.ROOT) : name;
    }

    /** The status of a store that stands before the one that this is the status of, and keeps nothing of its own. */
    StoreStatus behind(String word) {
        return new StoreStatus(kind + ", " + word, state, staleSince, lastSynchronized);
    }
}
