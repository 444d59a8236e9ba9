package dev.flipper;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.event.FlagEvents;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for feature flags and changes them. Thread-safe; one client serves an application for all its life.
 *
 * <pre>{@code
 * try (FeatureFlagClient features = FeatureFlagClient.open(new MemoryFeatureFlagStore())) {
 *     features.create("IMPROVED_HORSE_SOUNDS");
 *     features.enable("IMPROVED_HORSE_SOUNDS");
 *     if (features.isEnabled("IMPROVED_HORSE_SOUNDS")) { … }
 * }
 * }</pre>
 *
 * <p><b>Checks</b> ({@code isEnabled}, {@link #evaluate}) never throw because of a store, stored data or an attribute:
 * they answer the default value instead, and the problem is logged once. On a store that holds the flags in this
 * process they do no I/O, take no lock and allocate nothing; only an {@link EvaluationContextProvider}, and the
 * {@code NOT_FOUND} of {@link #evaluate} make an object.
 *
 * <p><b>Management calls</b> (all others) throw {@link StoreException}, with its cause, if the store fails or the
 * client is closed; and {@link FlagFormatException} if what is stored for the flag cannot be read. Each change of a
 * flag is one atomic step, so that concurrent changes lose nothing, as far as the store promises it.
 * {@linkplain #events Events} are emitted before and after it, in the calling thread; a listener to the event before
 * can stop the change by throwing.
 */
public interface FeatureFlagClient extends AutoCloseable {

    /**
     * Opens a client with the usual settings.
     *
     * @param store where the flags live; closed with the client
     * @return the client
     */
    static FeatureFlagClient open(FeatureFlagStore store) {
        return builder(store).build();
    }

    /**
     * Starts a client with settings of its own.
     *
     * @param store where the flags live; closed with the client
     * @return a new builder
     */
    static FeatureFlagClientBuilder builder(FeatureFlagStore store) {
        return new FeatureFlagClientBuilder(store);
    }

    /**
     * Gives the client's name, by which it is told apart from the application's other clients.
     *
     * @return the name, {@code default} unless the builder was given another
     */
    String name();

    /**
     * Gives the name of the application that the client belongs to, by which its management beans are told apart from
     * those of other applications in one process.
     *
     * @return the name, empty unless the builder was given one
     */
    String application();

    /**
     * Checks a flag without attributes; false if there is no such flag or no verdict can be reached.
     *
     * @param flag the flag's name, any string
     * @return whether the flag is on
     */
    boolean isEnabled(String flag);

    /**
     * Checks a flag without attributes.
     *
     * @param flag the flag's name, any string
     * @param defaultValue the answer if there is no such flag or no verdict can be reached
     * @return whether the flag is on
     */
    boolean isEnabled(String flag, boolean defaultValue);

    /**
     * Checks a flag; false if there is no such flag or no verdict can be reached.
     *
     * @param flag the flag's name, any string
     * @param context the attributes of the call
     * @return whether the flag is on
     */
    boolean isEnabled(String flag, EvaluationContext context);

    /**
     * Checks a flag. In this order: a disabled flag is off; if some attribute of the call is named by some condition,
     * the flag is on exactly if every condition is satisfied; else the bucketer decides, if there is one; else the flag
     * is on.
     *
     * @param flag the flag's name, any string
     * @param context the attributes of the call
     * @param defaultValue the answer if there is no such flag or no verdict can be reached
     * @return whether the flag is on
     */
    boolean isEnabled(String flag, EvaluationContext context, boolean defaultValue);

    /**
     * Checks a flag and tells why it is on or off.
     *
     * @param flag the flag's name, any string
     * @param context the attributes of the call
     * @return the outcome and its reason
     */
    FlagEvaluation evaluate(String flag, EvaluationContext context);

    /**
     * Creates a disabled flag.
     *
     * @param flag a name of 1 to 255 characters (code points) without control characters and lone surrogates
     * @return a handle to it
     * @throws IllegalArgumentException if the name is not allowed
     * @throws FlagAlreadyExistsException if there is such a flag, readable or not; it is left as it is
     */
    FeatureFlag create(String flag);

    /**
     * Creates a flag.
     *
     * @param flag a name as {@link #create(String)} takes it
     * @param enabled whether it starts enabled
     * @return a handle to it
     * @throws IllegalArgumentException if the name is not allowed
     * @throws FlagAlreadyExistsException if there is such a flag, readable or not; it is left as it is
     */
    FeatureFlag create(String flag, boolean enabled);

    /**
     * Creates a flag.
     *
     * @param flag a name as {@link #create(String)} takes it
     * @param enabled whether it starts enabled
     * @param clientData what the application keeps with it; values are converted as
     *     {@link dev.flipper.json.JsonValues#of} tells
     * @return a handle to it
     * @throws IllegalArgumentException if the name is not allowed, or something in the client data is no JSON value
     * @throws FlagAlreadyExistsException if there is such a flag, readable or not; it is left as it is
     */
    FeatureFlag create(String flag, boolean enabled, Map<String, ? extends @Nullable Object> clientData);

    /**
     * Tells whether there is a flag.
     *
     * @param flag the flag's name, any string
     * @return true also if what is stored for it cannot be read
     */
    boolean exists(String flag);

    /**
     * Gives a live handle to a flag, also for a name that does not exist yet. Does not ask the store.
     *
     * @param flag the flag's name, any string
     * @return a handle
     */
    FeatureFlag get(String flag);

    /**
     * Gives handles to all flags, ordered by name (Unicode code points). Entries of the store that cannot be read are
     * passed over, with one warning in the log.
     *
     * @return an unmodifiable list
     */
    List<FeatureFlag> list();

    /**
     * Gives handles to a part of the flags, ordered by name (Unicode code points), so that on an unchanged store pages
     * neither overlap nor skip. Entries of the store that cannot be read are passed over, with one warning in the log.
     *
     * @param limit the number of flags at most, 0 or more
     * @param offset the number of flags to pass over, 0 or more
     * @return an unmodifiable list
     * @throws IllegalArgumentException if a number is negative
     */
    List<FeatureFlag> list(int limit, int offset);

    /**
     * Enables a flag. Events are emitted also if it is enabled already.
     *
     * @param flag the flag's name
     * @throws FlagNotFoundException if there is no such flag
     */
    void enable(String flag);

    /**
     * Disables a flag. Events are emitted also if it is disabled already.
     *
     * @param flag the flag's name
     * @throws FlagNotFoundException if there is no such flag
     */
    void disable(String flag);

    /**
     * Removes a flag, also one whose stored document cannot be read.
     *
     * @param flag the flag's name
     * @throws FlagNotFoundException if there is no such flag
     */
    void destroy(String flag);

    /**
     * Adds a condition to a flag; all its conditions have to be satisfied.
     *
     * @param flag the flag's name
     * @param condition the condition
     * @throws FlagNotFoundException if there is no such flag
     */
    void addCondition(String flag, Condition condition);

    /**
     * Replaces the conditions of a flag.
     *
     * @param flag the flag's name
     * @param conditions the new conditions; none: the flag has no conditions any more
     * @throws FlagNotFoundException if there is no such flag
     */
    void setConditions(String flag, Collection<Condition> conditions);

    /**
     * Sets the bucketer of a flag. The present one is replaced as a whole, with members that this version does not
     * know.
     *
     * @param flag the flag's name
     * @param bucketer the new bucketer; a {@link dev.flipper.bucketing.NoOpBucketer} takes the present one away
     * @throws FlagNotFoundException if there is no such flag
     * @throws IllegalArgumentException if it is a bucketer of the application's own, of whose type the client has no
     *     {@link dev.flipper.bucketing.BucketerFactory}: it could be written, but not be asked
     */
    void setBucketer(String flag, Bucketer bucketer);

    /**
     * Sets the percentage of a flag's bucketer and leaves the rest of it as it is. To listeners it is a change of the
     * bucketer.
     *
     * @param flag the flag's name
     * @param percentage the new percentage
     * @throws FlagNotFoundException if there is no such flag
     * @throws IllegalStateException if the flag has no {@link dev.flipper.bucketing.PercentageBucketer} and no
     *     {@link dev.flipper.bucketing.ConsistentHashPercentageBucketer}
     */
    void setPercentage(String flag, Percentage percentage);

    /**
     * Reads a bucketer that somebody has typed, in the stored form, for pages and tools that set bucketers. Does not
     * ask the store.
     *
     * @param json a JSON object, for example {@code {"type": "PercentageBucketer", "percentage": {"type": "Percentage",
     *     "value": 0.5}}}
     * @return the bucketer, of the application's own kinds as well
     * @throws IllegalArgumentException if it is none, if this client could not ask it, if a percentage is not within 0
     *     and 1, or if it has members that mean nothing or stand twice; the message names the place
     */
    Bucketer readBucketer(String json);

    /**
     * Merges client data into what a flag has already; values of the same name are replaced.
     *
     * @param flag the flag's name
     * @param clientData names and values, which are converted as {@link dev.flipper.json.JsonValues#of} tells
     * @throws FlagNotFoundException if there is no such flag
     * @throws IllegalArgumentException if something in the data is no JSON value
     */
    void setClientData(String flag, Map<String, ? extends @Nullable Object> clientData);

    /**
     * Removes client data of a flag. Names that are not there are ignored. To listeners it is a change of client data.
     *
     * @param flag the flag's name
     * @param keys the names to remove
     * @throws FlagNotFoundException if there is no such flag
     */
    void removeClientData(String flag, String... keys);

    /**
     * Gives the client data of a flag.
     *
     * @param flag the flag's name
     * @return names and JSON values, unmodifiable
     * @throws FlagNotFoundException if there is no such flag
     */
    Map<String, @Nullable Object> getClientData(String flag);

    /**
     * Gives what is stored with a flag.
     *
     * @param flag the flag's name
     * @return the metadata
     * @throws FlagNotFoundException if there is no such flag
     */
    FlagMetadata getMetadata(String flag);

    /**
     * Gives a flag as it is stored: whether it is switched on whatever its conditions and bucketer say, its metadata,
     * and its JSON document. For pages and tools that show flags; to ask whether a flag is on use {@code isEnabled}.
     *
     * @param flag the flag's name
     * @return the definition at this moment
     * @throws FlagNotFoundException if there is no such flag
     */
    FlagDefinition getDefinition(String flag);

    /**
     * Tells how far the client's store can be trusted at the moment, as far as that is known; the store is not asked.
     *
     * @return the status
     */
    StoreStatus storeStatus();

    /**
     * Gives the events of this client, to listen to.
     *
     * @return the same each time
     */
    FlagEvents events();

    /**
     * Gives the counts of this client's checks, which are off until somebody starts them.
     *
     * @return the same each time
     */
    CheckStatistics statistics();

    /**
     * Lets a part join in that was not found on the class path when the client was opened. It is told of the opening at
     * once, and of the closing when the client or the subscription is closed. Of equal parts one joins in: to the
     * others nothing happens, and they get what closes that one.
     *
     * @param listener the part
     * @return lets it leave
     * @throws IllegalStateException if the client is closed
     * @throws RuntimeException what the part throws when it is told of the opening; it has not joined in then
     */
    Subscription join(FeatureFlagClientListener listener);

    /** Closes the client and its store. Checks still answer if the store still does. Closing twice has no effect. */
    @Override
    void close();
}
