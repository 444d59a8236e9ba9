package dev.flipper.jmx;

import dev.flipper.store.StoreStatus;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Manages the flags of one client; registered as {@code dev.flipper:type=FeatureFlagClient,app="…",name="…"}.
 * Thread-safe.
 *
 * <p>All methods go through the client, so that its events are emitted and a listener's veto holds. They throw nothing
 * but {@link IllegalArgumentException} for what the caller can put right (no such flag, a name that is not allowed,
 * malformed JSON; a null too), and {@link IllegalStateException} for everything else (the store failed, a veto). Both
 * carry the problem's message and no cause, and nothing has been changed then.
 *
 * <p>Each change of a flag of the client, by this client or elsewhere, is notified by this bean and by the flag's own:
 * as {@code dev.flipper.flag.created}, {@code dev.flipper.flag.destroyed} or {@code dev.flipper.flag.changed}, with a
 * message in words and as user data a {@link javax.management.openmbean.CompositeData} of the flag's name, the
 * {@code kinds} of change (see {@link dev.flipper.event.FlagChange.Kind}), its {@code origin} ({@code HERE} or
 * {@code ELSEWHERE}), and the flag {@code before} and {@code after} as JSON, null where there was or is none. A flag
 * that was enabled or disabled gives an {@link javax.management.AttributeChangeNotification} of {@code Enabled} as
 * well. An operation that makes no difference, such as enabling an enabled flag, gives none, although its events are
 * emitted.
 *
 * <p>The source is the name of the flag's bean, which is there before its creation is told, and until its destruction
 * has been. The sequence numbers of one client grow from notification to notification. Listeners in this process run in
 * the threads that bring the changes, so they should be quick; what they throw is logged.
 */
@Description("The feature flags of one client")
public interface FeatureFlagClientMXBean {

    /**
     * Gives the client's name.
     *
     * @return as {@link dev.flipper.FeatureFlagClient#name}
     */
    @Description("The client's name")
    String getName();

    /**
     * Gives the name of the application that the client belongs to.
     *
     * @return as {@link dev.flipper.FeatureFlagClient#application}, empty if it has none
     */
    @Description("The application that the client belongs to; empty if it was not told")
    String getApplication();

    /**
     * Gives the names of all flags that can be read.
     *
     * @return the names, ordered by Unicode code points
     */
    @Description("The names of all flags, sorted")
    List<String> getFlagNames();

    /**
     * Counts the flags that can be read.
     *
     * @return 0 or more
     */
    @Description("The number of flags")
    int getFlagCount();

    /**
     * Tells what kind of store the client has.
     *
     * @return in words, {@code redis, mirrored} for example
     */
    @Description("What kind of store the flags are in")
    String getStoreKind();

    /**
     * Tells whether the client is known to follow its store.
     *
     * @return the state; over JMX its name
     */
    @Description(
            "CONNECTED: the flags are current as far as is known; STALE: the last known ones answer, as the store is"
                    + " away; UNKNOWN: each check asks the store")
    StoreStatus.State getStoreState();

    /**
     * Tells since when the flags are not known to be current.
     *
     * @return the time, null if they are current
     */
    @Description("Since when the last known flags answer; nothing if they are current")
    @Nullable
    Date getStoreStaleSince();

    /**
     * Tells when all flags were last read from the store.
     *
     * @return the time, null if there is no copy of all flags, or it has never been read
     */
    @Description("When all flags were last read from the store, if there is a full copy")
    @Nullable
    Date getStoreLastSynchronized();

    /**
     * Gives the time of the last change of a flag, by whomever, that the client has seen since it was opened.
     *
     * @return null if it has seen none
     */
    @Description("When a flag was last changed, here or elsewhere, as far as the client has seen since it was opened")
    @Nullable
    Date getLastChange();

    /**
     * Tells whether checks are counted.
     *
     * @return true if they are
     */
    @Description("Whether checks are counted, which costs each of them some nanoseconds")
    boolean isCountingChecks();

    /**
     * Begins or ends to count checks. What has been counted stays.
     *
     * @param counting true to begin
     */
    void setCountingChecks(boolean counting);

    /**
     * Tells how often a flag was checked since counting began.
     *
     * @return 0 or more
     */
    @Description("How many checks there were while they were counted, those of names without a flag too")
    long getChecks();

    /**
     * Tells how many of the checks came to no verdict, so that the default was the answer.
     *
     * @return 0 or more
     */
    @Description("How many of the checks came to no verdict, and gave the default")
    long getCheckErrors();

    /**
     * Tells which share of the checks had the answer true.
     *
     * @return from 0 to 1; null if there was no check
     */
    @Description("Which share of the checks gave true, 0.5 for 50 %; empty if there was none")
    @Nullable
    Double getEnabledShare();

    /**
     * Tells when a flag was last checked.
     *
     * @return to the second; null if there was no check
     */
    @Description("When the last check was, to the second")
    @Nullable
    Date getLastCheck();

    /**
     * Gives a part of the flags that can be read, ordered by name (Unicode code points).
     *
     * @param limit the number of flags at most, 0 or more
     * @param offset the number of flags to pass over, 0 or more
     * @return the flags; fewer than the limit also if one of them is destroyed meanwhile
     * @throws IllegalArgumentException if a number is negative
     */
    @Description("A part of the flags, sorted by name")
    List<FlagSummary> list(
            @Description("How many flags at most") int limit, @Description("How many flags to pass over") int offset);

    /**
     * Enables a flag.
     *
     * @param flag the flag's name
     * @throws IllegalArgumentException if there is no such flag
     */
    @Description("Enables a flag")
    void enable(@Description("The flag's name") String flag);

    /**
     * Disables a flag.
     *
     * @param flag the flag's name
     * @throws IllegalArgumentException if there is no such flag
     */
    @Description("Disables a flag")
    void disable(@Description("The flag's name") String flag);

    /**
     * Creates a flag.
     *
     * @param flag a name of 1 to 255 characters without control characters
     * @param enabled whether it starts enabled
     * @throws IllegalArgumentException if the name is not allowed or taken
     */
    @Description("Creates a flag")
    void create(
            @Description("The new flag's name, 1 to 255 characters") String flag,
            @Description("Whether it starts enabled") boolean enabled);

    /**
     * Removes a flag, also one whose stored document cannot be read.
     *
     * @param flag the flag's name
     * @throws IllegalArgumentException if there is no such flag
     */
    @Description("Removes a flag for good")
    void destroy(@Description("The flag's name") String flag);

    /**
     * Checks a flag as the application would, and tells why it is on or off. A check changes nothing.
     *
     * @param flag the flag's name; one that does not exist gives the reason {@link dev.flipper.Reason#NOT_FOUND}
     * @param attributesAsJson the attributes of the check as a JSON object, for example {@code {"user_id": 1}}; null or
     *     blank: none
     * @return the answer and its reason
     * @throws IllegalArgumentException if the attributes are no JSON object or one of them has an empty name
     */
    @Description("Checks a flag for a user and tells why it is on or off")
    FlagVerdict evaluate(
            @Description("The flag's name") String flag,
            @Description("The attributes as a JSON object, such as {\"user_id\": 1}; empty for none") @Nullable
                    String attributesAsJson);
}
