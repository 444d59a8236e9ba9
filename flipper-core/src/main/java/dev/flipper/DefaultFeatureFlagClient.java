package dev.flipper;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.event.FlagEvents;
import dev.flipper.setting.Settings;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreStatus;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Brings together checks, management and life cycle. Serializable only in so far as the builder was told how. */
final class DefaultFeatureFlagClient implements FeatureFlagClient, Serializable {

    private static final long serialVersionUID = 1L;

    private final transient ClientIdentity identity;
    private final transient BucketingEnvironment environment;
    private final transient FlagEvaluator evaluator;
    private final transient Problems problems;
    private final transient CountedChecks statistics;
    private final transient FlagEvents events;
    private final transient OwnWrites ownWrites;
    private final transient GuardedStore guardedStore;
    private final transient FlagManagement management;
    private final transient ClientLifecycle lifecycle;
    private final transient AtomicBoolean closing = new AtomicBoolean();

    DefaultFeatureFlagClient(
            ClientIdentity identity,
            FeatureFlagStore store,
            BucketingEnvironment environment,
            List<EvaluationContextProvider> providers,
            Problems problems,
            ThreadFactory threads,
            FlagEvents events,
            Settings settings,
            Iterable<? extends FeatureFlagClientListener> listeners) {
        this.identity = identity;
        this.environment = environment;
        this.problems = problems;
        this.evaluator = new FlagEvaluator(store, environment, providers, problems);
        this.statistics = new CountedChecks(identity.name(), evaluator, environment.clock(), threads);
        this.events = events;
        GuardedEvents guardedEvents = new GuardedEvents(events);
        this.ownWrites = new OwnWrites(statistics.hearingBefore(guardedEvents::externalChange), problems);
        this.guardedStore = new GuardedStore(identity.name(), store, ownWrites);
        this.management = new FlagManagement(guardedStore, guardedEvents, environment, statistics::gone);
        this.lifecycle = new ClientLifecycle(this, store, settings, listeners);
    }

    DefaultFeatureFlagClient start() {
        lifecycle.open(ownWrites);
        return this;
    }

    @Override
    public String name() {
        return identity.name();
    }

    @Override
    public String application() {
        return identity.application();
    }

    @Override
    public boolean isEnabled(String flag) {
        return isEnabled(flag, EvaluationContext.empty(), false);
    }

    @Override
    public boolean isEnabled(String flag, boolean defaultValue) {
        return isEnabled(flag, EvaluationContext.empty(), defaultValue);
    }

    @Override
    public boolean isEnabled(String flag, EvaluationContext context) {
        return isEnabled(flag, context, false);
    }

    @Override
    public boolean isEnabled(String flag, EvaluationContext context, boolean defaultValue) {
        int hash = Objects.requireNonNull(flag, "flag").hashCode();
        return evaluator.isEnabled(flag, hash, context, defaultValue);
    }

    @Override
    public FlagEvaluation evaluate(String flag, EvaluationContext context) {
        int hash = Objects.requireNonNull(flag, "flag").hashCode();
        return evaluator.evaluate(evaluator.slot(flag, hash), flag, context);
    }

    @Override
    public FeatureFlag create(String flag) {
        return create(flag, false, Map.of());
    }

    @Override
    public FeatureFlag create(String flag, boolean enabled) {
        return create(flag, enabled, Map.of());
    }

    @Override
    public FeatureFlag create(String flag, boolean enabled, Map<String, ? extends @Nullable Object> clientData) {
        management.create(flag, enabled, clientData);
        return get(flag);
    }

    @Override
    public boolean exists(String flag) {
        return guardedStore.exists(Objects.requireNonNull(flag, "flag"));
    }

    @Override
    public FeatureFlag get(String flag) {
        return new DefaultFeatureFlag(this, Objects.requireNonNull(flag, "flag"), evaluator);
    }

    @Override
    public List<FeatureFlag> list() {
        return list(Integer.MAX_VALUE, 0);
    }

    @Override
    public List<FeatureFlag> list(int limit, int offset) {
        requireNotNegative("limit", limit);
        requireNotNegative("offset", offset);
        List<FeatureFlag> flags = new ArrayList<>();
        guardedStore.list(limit, offset, new FlagVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                flags.add(get(definition.name()));
            }

            @Override
            public void unreadable(String name, FlagFormatException problem) {
                problems.unreadable(name, problem);
            }
        });
        return List.copyOf(flags);
    }

    private static void requireNotNegative(String what, int number) {
        if (number < 0) {
            throw new IllegalArgumentException("The " + what + " must not be negative, it is " + number);
        }
    }

    @Override
    public void enable(String flag) {
        management.enable(Objects.requireNonNull(flag, "flag"));
    }

    @Override
    public void disable(String flag) {
        management.disable(Objects.requireNonNull(flag, "flag"));
    }

    @Override
    public void destroy(String flag) {
        management.destroy(Objects.requireNonNull(flag, "flag"));
    }

    @Override
    public void addCondition(String flag, Condition condition) {
        management.addCondition(Objects.requireNonNull(flag, "flag"), Objects.requireNonNull(condition, "condition"));
    }

    @Override
    public void setConditions(String flag, Collection<Condition> conditions) {
        management.setConditions(Objects.requireNonNull(flag, "flag"), List.copyOf(conditions));
    }

    @Override
    public void setBucketer(String flag, Bucketer bucketer) {
        management.setBucketer(Objects.requireNonNull(flag, "flag"), Objects.requireNonNull(bucketer, "bucketer"));
    }

    @Override
    public void setPercentage(String flag, Percentage percentage) {
        management.setPercentage(
                Objects.requireNonNull(flag, "flag"), Objects.requireNonNull(percentage, "percentage"));
    }

    @Override
    public Bucketer readBucketer(String json) {
        return environment.read(Objects.requireNonNull(json, "json"));
    }

    @Override
    public void setClientData(String flag, Map<String, ? extends @Nullable Object> clientData) {
        management.setClientData(Objects.requireNonNull(flag, "flag"), clientData);
    }

    @Override
    public void removeClientData(String flag, String... keys) {
        management.removeClientData(Objects.requireNonNull(flag, "flag"), Set.copyOf(List.of(keys)));
    }

    @Override
    public Map<String, @Nullable Object> getClientData(String flag) {
        return getMetadata(flag).clientData();
    }

    @Override
    public FlagMetadata getMetadata(String flag) {
        FlagMetadata stored = getDefinition(flag).metadata();
        Bucketer bucketer = environment.resolve(stored.bucketer());
        return new FlagMetadata(stored.createdDate(), stored.clientData(), stored.conditions(), bucketer);
    }

    @Override
    public FlagDefinition getDefinition(String flag) {
        return guardedStore.require(Objects.requireNonNull(flag, "flag"));
    }

    @Override
    public StoreStatus storeStatus() {
        return guardedStore.status();
    }

    @Override
    public FlagEvents events() {
        return events;
    }

    @Override
    public CheckStatistics statistics() {
        return statistics;
    }

    @Override
    public Subscription join(FeatureFlagClientListener listener) {
        return lifecycle.join(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            lifecycle.leave();
            statistics.close();
            guardedStore.close();
            lifecycle.release();
        }
    }

    @Override
    public String toString() {
        return "FeatureFlagClient[" + name() + "]";
    }

    private Object writeReplace() throws ObjectStreamException {
        if (identity.serialForm() == null) {
            throw new NotSerializableException("The feature flag client '" + name()
                    + "' was opened without a serial form; see FeatureFlagClientBuilder.serializedAs");
        }
        return identity.serialForm();
    }

    private void readObject(ObjectInputStream in) throws ObjectStreamException {
        throw new InvalidObjectException("A client is never written itself, only what stands for it");
    }
}
