package dev.flipper;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagSlot;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A handle, which keeps the flag that it found in the store for as long as it lives there. Serialized as the client and
 * the name.
 */
final class DefaultFeatureFlag implements FeatureFlag, Serializable {

    private static final long serialVersionUID = 1L;

    private final transient FeatureFlagClient client;
    private final transient String name;
    private final transient FlagEvaluator evaluator;

    /** Not volatile: a thread that sees an old one finds it empty, or current, and is right either way. */
    private transient @Nullable FlagSlot known;

    DefaultFeatureFlag(FeatureFlagClient client, String name, FlagEvaluator evaluator) {
        this.client = client;
        this.name = name;
        this.evaluator = evaluator;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isEnabled() {
        return isEnabled(EvaluationContext.empty(), false);
    }

    @Override
    public boolean isEnabled(boolean defaultValue) {
        return isEnabled(EvaluationContext.empty(), defaultValue);
    }

    @Override
    public boolean isEnabled(EvaluationContext context) {
        return isEnabled(context, false);
    }

    @Override
    public boolean isEnabled(EvaluationContext context, boolean defaultValue) {
        Objects.requireNonNull(context, "context");
        Boolean answer = evaluator.answer(known, name);
        return answer != null ? answer : evaluator.isEnabledByRules(slot(), name, context, defaultValue);
    }

    @Override
    public FlagEvaluation evaluate(EvaluationContext context) {
        return evaluator.evaluate(slot(), name, context);
    }

    private @Nullable FlagSlot slot() {
        FlagSlot slot = known;
        if (slot == null || slot.definition() == null) {
            slot = evaluator.slot(name, name.hashCode());
            known = slot;
        }
        return slot;
    }

    @Override
    public boolean exists() {
        return client.exists(name);
    }

    @Override
    public void enable() {
        client.enable(name);
    }

    @Override
    public void disable() {
        client.disable(name);
    }

    @Override
    public void destroy() {
        client.destroy(name);
    }

    @Override
    public void addCondition(Condition condition) {
        client.addCondition(name, condition);
    }

    @Override
    public void setConditions(Collection<Condition> conditions) {
        client.setConditions(name, conditions);
    }

    @Override
    public void setBucketer(Bucketer bucketer) {
        client.setBucketer(name, bucketer);
    }

    @Override
    public void setPercentage(Percentage percentage) {
        client.setPercentage(name, percentage);
    }

    @Override
    public void setClientData(Map<String, ? extends @Nullable Object> clientData) {
        client.setClientData(name, clientData);
    }

    @Override
    public void removeClientData(String... keys) {
        client.removeClientData(name, keys);
    }

    @Override
    public Map<String, @Nullable Object> getClientData() {
        return client.getClientData(name);
    }

    @Override
    public FlagMetadata getMetadata() {
        return client.getMetadata(name);
    }

    @Override
    public FlagDefinition getDefinition() {
        return client.getDefinition(name);
    }

    @Override
    public String toString() {
        return "FeatureFlag[" + name + "]";
    }

    private Object writeReplace() {
        return new SerializedFlag(client, name);
    }

    private void readObject(ObjectInputStream in) throws ObjectStreamException {
        throw new InvalidObjectException("A handle is never written itself, only what stands for it");
    }

    /** What is written in place of a handle. */
    private record SerializedFlag(FeatureFlagClient client, String name) implements Serializable {

        private Object readResolve() {
            return client.get(name);
        }
    }
}
