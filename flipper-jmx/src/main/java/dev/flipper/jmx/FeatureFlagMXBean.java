package dev.flipper.jmx;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Manages one flag; registered as {@code dev.flipper:type=FeatureFlag,app="…",client="…",name="…"} for as long as the
 * flag exists and its client is open. Thread-safe. What goes through the client, and what is thrown, is told at
 * {@link FeatureFlagClientMXBean}.
 *
 * <p>Notifications are those of {@link FeatureFlagClientMXBean}, of this flag.
 */
@SuppressWarnings("JavaUtilDate") // the only moment among the open types
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
     * @return to the second
     */
    @Description("When the flag was created")
    Date getCreatedDate();

    /**
     * Gives the time of the last change of the flag, by whomever, that the client has seen since it was opened.
     *
     * @return null if it has seen none
     */
    @Description("When the flag was last changed, here or elsewhere, as far as the client has seen since it was opened")
    @Nullable
    Date getLastChange();

    /**
     * Tells how often the flag was checked since counting began.
     *
     * @return 0 or more
     */
    @Description("How often the flag was checked, while checks were counted")
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
     * Tells when the flag was last checked.
     *
     * @return to the second; null if there was no check
     */
    @Description("When the last check was, to the second")
    @Nullable
    Date getLastCheck();

    /**
     * Gives the comparisons of the conditions, all of which have to hold.
     *
     * @return in the order in which they are stored
     */
    @Description("The comparisons that the conditions are made of; all have to hold")
    List<FlagComparison> getConditions();

    /**
     * Gives the conditions, all of which have to be satisfied.
     *
     * @return a JSON array in the stored form
     */
    @Description("The conditions as JSON, in the stored form; writing it replaces them all, [] takes them away")
    String getConditionsJson();

    /**
     * Replaces the conditions.
     *
     * @param json a JSON array in the stored form; an empty one takes all conditions away
     * @throws IllegalArgumentException if it is none, an operator is not known, a comparison would hide another one, or
     *     a name has {@code __} where it would be read as something else; also if it is null
     */
    void setConditionsJson(@Nullable String json);

    /**
     * Adds a condition of one comparison.
     *
     * @param attribute the name of the attribute
     * @param operator {@code gt}, {@code gte}, {@code lt}, {@code lte}, {@code ne}, {@code in} or {@code not_in}; null,
     *     blank or {@code =} for equality
     * @param valueAsJson the value to compare with, as JSON; a text stands in quotes
     * @throws IllegalArgumentException if the operator is not known, the name is null, empty or has {@code __}, the
     *     value is no JSON, or it is no array and the operator needs one
     */
    @Description("Adds a condition of one comparison; all conditions have to be satisfied")
    void addCondition(
            @Description("The name of the attribute") @Nullable String attribute,
            @Description("gt, gte, lt, lte, ne, in or not_in; empty for equality") @Nullable String operator,
            @Description("The value as JSON: 9000, \"city\" in quotes, true, or [\"city\", \"farm\"] for in and not_in")
                    @Nullable
                    String valueAsJson);

    /**
     * Describes the bucketer.
     *
     * @return the bucketer at the moment
     */
    @Description("The bucketer, with its percentage at the moment")
    FlagBucketer getBucketer();

    /**
     * Gives the bucketer.
     *
     * @return a JSON object in the stored form; its type is {@code NoOpBucketer} if there is none
     */
    @Description("The bucketer as JSON, in the stored form; {\"type\": \"NoOpBucketer\"} is none")
    String getBucketerJson();

    /**
     * Sets the bucketer.
     *
     * @param json a JSON object in the stored form; {@code {"type": "NoOpBucketer"}} takes the bucketer away
     * @throws IllegalArgumentException if it is none as {@link dev.flipper.FeatureFlagClient#readBucketer} takes it;
     *     also if it is null
     */
    void setBucketerJson(@Nullable String json);

    /**
     * Gives the percentage of the bucketer.
     *
     * @return the percentage at the moment, 0.5 for 50 %; null if the bucketer has none that is known here
     */
    @Description("The percentage of the bucketer at the moment, 0.5 for 50 %; empty if it has none")
    @Nullable
    Double getPercentage();

    /**
     * Sets the percentage of the bucketer and leaves the rest of it as it is. A ramp ends with it.
     *
     * @param percentage from 0 to 1
     * @throws IllegalArgumentException if it is not within 0 and 1; also if it is null
     * @throws IllegalStateException if the flag has no bucketer with a percentage
     */
    void setPercentage(@Nullable Double percentage);

    /**
     * Gives what the application keeps with the flag.
     *
     * @return names, and values as JSON
     */
    @Description("What the application keeps with the flag: names, and values as JSON")
    Map<String, String> getClientData();

    /**
     * Gives what the application keeps with the flag.
     *
     * @return a JSON object
     */
    @Description("What the application keeps with the flag, as JSON")
    String getClientDataJson();

    /**
     * Merges client data into what is there; values of the same name are replaced.
     *
     * @param json a JSON object
     * @throws IllegalArgumentException if it is none; also if it is null
     */
    @Description("Merges client data into what is there; values of the same name are replaced")
    void mergeClientData(
            @Description("A JSON object, such as {\"owner\": \"stable\", \"ticket\": 4711}") @Nullable String json);

    /**
     * Removes one name from the client data.
     *
     * @param key the name
     * @throws IllegalArgumentException if there is no such name
     */
    @Description("Removes one name and its value from the client data")
    void removeClientData(@Description("The name, without quotes") @Nullable String key);

    /** Enables the flag. */
    @Description("Enables the flag")
    void enable();

    /** Disables the flag. */
    @Description("Disables the flag")
    void disable();

    /** Removes the flag for good, and with it this bean. */
    @Description("Removes the flag for good, and with it this bean")
    void destroy();

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
