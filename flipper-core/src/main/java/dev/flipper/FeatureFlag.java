package dev.flipper;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.store.FlagDefinition;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A live handle to one flag of a client: it always answers from the flag's current state, also if the flag is created,
 * changed or destroyed after the handle was made. Thread-safe, and meant to be kept: on a store that holds the flags in
 * this process a check through a handle is cheaper than one by name.
 *
 * <p>Checks never throw because of a store, stored data or an attribute. The other methods do what the client's methods
 * of the same name do, and throw what they throw.
 */
public interface FeatureFlag {

    /**
     * Gives the flag's name.
     *
     * @return the name, whether such a flag exists or not
     */
    String name();

    /**
     * Checks the flag without attributes; false if there is no such flag or no verdict can be reached.
     *
     * @return as {@link FeatureFlagClient#isEnabled(String)}
     */
    boolean isEnabled();

    /**
     * Checks the flag without attributes.
     *
     * @param defaultValue the answer if there is no such flag or no verdict can be reached
     * @return as {@link FeatureFlagClient#isEnabled(String, boolean)}
     */
    boolean isEnabled(boolean defaultValue);

    /**
     * Checks the flag; false if there is no such flag or no verdict can be reached.
     *
     * @param context the attributes of the call
     * @return as {@link FeatureFlagClient#isEnabled(String, EvaluationContext)}
     */
    boolean isEnabled(EvaluationContext context);

    /**
     * Checks the flag.
     *
     * @param context the attributes of the call
     * @param defaultValue the answer if there is no such flag or no verdict can be reached
     * @return as {@link FeatureFlagClient#isEnabled(String, EvaluationContext, boolean)}
     */
    boolean isEnabled(EvaluationContext context, boolean defaultValue);

    /**
     * Checks the flag and tells why it is on or off.
     *
     * @param context the attributes of the call
     * @return as {@link FeatureFlagClient#evaluate}
     */
    FlagEvaluation evaluate(EvaluationContext context);

    /**
     * Tells whether the flag exists.
     *
     * @return as {@link FeatureFlagClient#exists}
     */
    boolean exists();

    /** Enables the flag, as {@link FeatureFlagClient#enable}. */
    void enable();

    /** Disables the flag, as {@link FeatureFlagClient#disable}. */
    void disable();

    /** Removes the flag, as {@link FeatureFlagClient#destroy}. */
    void destroy();

    /**
     * Adds a condition, as {@link FeatureFlagClient#addCondition}.
     *
     * @param condition the condition
     */
    void addCondition(Condition condition);

    /**
     * Replaces the conditions, as {@link FeatureFlagClient#setConditions}.
     *
     * @param conditions the new conditions
     */
    void setConditions(Collection<Condition> conditions);

    /**
     * Sets the bucketer, as {@link FeatureFlagClient#setBucketer}.
     *
     * @param bucketer the new bucketer
     */
    void setBucketer(Bucketer bucketer);

    /**
     * Sets the percentage of the flag's bucketer.
     *
     * @param percentage as in {@link FeatureFlagClient#setPercentage}
     */
    void setPercentage(Percentage percentage);

    /**
     * Merges client data into what is there, as {@link FeatureFlagClient#setClientData}.
     *
     * @param clientData names and JSON values
     */
    void setClientData(Map<String, ? extends @Nullable Object> clientData);

    /**
     * Removes client data, as {@link FeatureFlagClient#removeClientData}.
     *
     * @param keys the names to remove
     */
    void removeClientData(String... keys);

    /**
     * Gives the client data.
     *
     * @return as {@link FeatureFlagClient#getClientData}
     */
    Map<String, @Nullable Object> getClientData();

    /**
     * Gives what is stored with the flag.
     *
     * @return as {@link FeatureFlagClient#getMetadata}
     */
    FlagMetadata getMetadata();

    /**
     * Gives the flag as it is stored.
     *
     * @return as {@link FeatureFlagClient#getDefinition}
     */
    FlagDefinition getDefinition();
}
