package dev.flipper.jmx;

import org.jspecify.annotations.Nullable;

/**
 * Manages one flag; registered as {@code dev.flipper:type=FeatureFlag,app="…",client="…",name="…"} for as long as the
 * flag exists and its client is open. Thread-safe. What goes through the client, and what is thrown, is told at
 * {@link FeatureFlagClientMXBean}.
 *
 * <p>Notifications are of the type {@link javax.management.AttributeChangeNotification}, for the attribute
 * {@code Enabled}, whoever changed it.
 */
@Description("A feature flag")
public interface FeatureFlagMXBean {

    /**
     * Gives the flag's name.
     *
     * @return the name
     */
    @Description("The flag's name")
    String getName();

    /**
     * Tells whether the flag is enabled. Conditions and a bucketer may still switch it off for a call;
     * {@link #evaluate} tells about these.
     *
     * @return true if it is enabled
     */
    @Description("Whether the flag is enabled; conditions and a bucketer may still switch it off for a call")
    boolean isEnabled();

    /**
     * Enables or disables the flag.
     *
     * @param enabled true to enable
     */
    void setEnabled(boolean enabled);

    /**
     * Gives the time when the flag was created.
     *
     * @return to the second, as ISO 8601 text in UTC, for example {@code 2025-01-31T23:59:59Z}
     */
    @Description("When the flag was created, in UTC")
    String getCreatedDate();

    /**
     * Gives the conditions, all of which have to be satisfied.
     *
     * @return a JSON array in the stored form
     */
    @Description("The conditions as JSON, in the stored form")
    String getConditionsJson();

    /**
     * Gives the bucketer.
     *
     * @return a JSON object in the stored form; its type is {@code NoOpBucketer} if there is none
     */
    @Description("The bucketer as JSON, in the stored form; a NoOpBucketer is none")
    String getBucketerJson();

    /**
     * Gives what the application keeps with the flag.
     *
     * @return a JSON object
     */
    @Description("What the application keeps with the flag, as JSON")
    String getClientDataJson();

    /** Enables the flag. */
    @Description("Enables the flag")
    void enable();

    /** Disables the flag. */
    @Description("Disables the flag")
    void disable();

    /**
     * Checks the flag as the application would, and tells why it is on or off. A check changes nothing.
     *
     * @param attributesAsJson the attributes of the check as a JSON object, for example {@code {"user_id": 1}}; null or
     *     blank: none
     * @return the answer and its reason
     * @throws IllegalArgumentException if the attributes are no JSON object or one of them has an empty name
     */
    @Description("Checks the flag for a user and tells why it is on or off")
    FlagVerdict evaluate(
            @Description("The attributes as a JSON object, such as {\"user_id\": 1}; empty for none") @Nullable
                    String attributesAsJson);
}
