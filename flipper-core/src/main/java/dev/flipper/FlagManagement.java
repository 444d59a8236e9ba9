package dev.flipper;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import dev.flipper.json.JsonValues;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operations that change flags: event before, atomic change in the store, event after. */
final class FlagManagement {

    private final GuardedStore store;
    private final GuardedEvents events;
    private final BucketingEnvironment environment;
    private final Consumer<String> gone;

    /** Makes the events of one operation. */
    @FunctionalInterface
    private interface Events {
        /**
         * Makes an event.
         *
         * @param result the flag that results; before the change a preview of it
         */
        FlagEvent make(
                EventType type, FlagDefinition result, @Nullable FlagDefinition before, @Nullable FlagDefinition after);
    }

    /**
     * Takes what belongs together.
     *
     * @param gone told of each flag that has been destroyed
     */
    FlagManagement(GuardedStore store, GuardedEvents events, BucketingEnvironment environment, Consumer<String> gone) {
        this.store = store;
        this.events = events;
        this.environment = environment;
        this.gone = gone;
    }

    void create(String flag, boolean enabled, Map<String, ? extends @Nullable Object> clientData) {
        FlagNames.requireValid(flag);
        Map<String, @Nullable Object> data = JsonValues.object(clientData, "client data");
        FlagDefinition created =
                FlagDefinition.of(flag, enabled, environment.clock().instant(), data);
        if (store.exists(flag)) {
            throw new FlagAlreadyExistsException(flag);
        }
        events.before(new FlagEvent.Create(EventType.PRE_CREATE, flag, enabled, data, null, null));
        FlagEvent after = new FlagEvent.Create(EventType.POST_CREATE, flag, enabled, data, null, created);
        if (!store.create(created, () -> events.after(after))) {
            throw new FlagAlreadyExistsException(flag);
        }
    }

    void destroy(String flag) {
        if (!store.exists(flag)) {
            throw new FlagNotFoundException(flag);
        }
        events.before(new FlagEvent.Destroy(EventType.PRE_DESTROY, flag, null, null));
        if (store.delete(flag, removed -> destroyed(flag, removed)) == null) {
            throw new FlagNotFoundException(flag);
        }
    }

    private void destroyed(String flag, Change removed) {
        events.after(new FlagEvent.Destroy(EventType.POST_DESTROY, flag, removed.before(), null));
        gone.accept(flag);
    }

    void enable(String flag) {
        change(
                flag,
                definition -> definition.withEnabled(true),
                EventType.PRE_ENABLE,
                EventType.POST_ENABLE,
                (type, result, before, after) -> new FlagEvent.Enable(type, flag, before, after));
    }

    void disable(String flag) {
        change(
                flag,
                definition -> definition.withEnabled(false),
                EventType.PRE_DISABLE,
                EventType.POST_DISABLE,
                (type, result, before, after) -> new FlagEvent.Disable(type, flag, before, after));
    }

    void addCondition(String flag, Condition condition) {
        change(
                flag,
                definition -> definition.withCondition(condition),
                EventType.PRE_ADD_CONDITION,
                EventType.POST_ADD_CONDITION,
                (type, result, before, after) -> new FlagEvent.AddCondition(type, flag, condition, before, after));
    }

    void setConditions(String flag, List<Condition> conditions) {
        change(
                flag,
                definition -> definition.withConditions(conditions),
                EventType.PRE_SET_CONDITIONS,
                EventType.POST_SET_CONDITIONS,
                (type, result, before, after) -> new FlagEvent.SetConditions(type, flag, conditions, before, after));
    }

    void setBucketer(String flag, Bucketer bucketer) {
        change(
                flag,
                definition -> requireKnown(bucketer, definition.withBucketer(bucketer)),
                EventType.PRE_SET_BUCKETER,
                EventType.POST_SET_BUCKETER,
                (type, result, before, after) -> new FlagEvent.SetBucketer(type, flag, bucketer, before, after));
    }

    void setPercentage(String flag, Percentage percentage) {
        change(
                flag,
                definition -> definition.withPercentage(percentage),
                EventType.PRE_SET_BUCKETER,
                EventType.POST_SET_BUCKETER,
                (type, result, before, after) ->
                        new FlagEvent.SetBucketer(type, flag, result.metadata().bucketer(), before, after));
    }

    private FlagDefinition requireKnown(Bucketer given, FlagDefinition definition) {
        // An unknown one as such may be copied from another flag.
        if (!(given instanceof UnknownBucketer)
                && environment.resolve(definition.metadata().bucketer()) instanceof UnknownBucketer unknown) {
            throw new IllegalArgumentException("The bucketer of the type '" + given.type()
                    + "' could be stored but not be asked, " + unknown.problem()
                    + "; give the client's builder a BucketerFactory of this type");
        }
        return definition;
    }

    void setClientData(String flag, Map<String, ? extends @Nullable Object> clientData) {
        Map<String, @Nullable Object> data = JsonValues.object(clientData, "client data");
        changeClientData(flag, definition -> {
            Map<String, @Nullable Object> merged =
                    new LinkedHashMap<>(definition.metadata().clientData());
            merged.putAll(data);
            return definition.withClientData(merged);
        });
    }

    void removeClientData(String flag, Set<String> keys) {
        changeClientData(flag, definition -> {
            Map<String, @Nullable Object> kept =
                    new LinkedHashMap<>(definition.metadata().clientData());
            kept.keySet().removeAll(keys);
            return definition.withClientData(kept);
        });
    }

    private void changeClientData(String flag, UnaryOperator<FlagDefinition> change) {
        change(
                flag,
                change,
                EventType.PRE_SET_CLIENT_DATA,
                EventType.POST_SET_CLIENT_DATA,
                (type, result, before, after) -> new FlagEvent.SetClientData(
                        type, flag, result.metadata().clientData(), before, after));
    }

    private void change(
            String flag, UnaryOperator<FlagDefinition> change, EventType pre, EventType post, Events event) {
        // The preview also finds out whether the change can be made at all, before anybody is told of it.
        FlagDefinition preview = change.apply(store.require(flag));
        events.before(event.make(pre, preview, null, null));
        if (store.update(flag, change, done -> changed(post, event, done)) == null) {
            throw new FlagNotFoundException(flag);
        }
    }

    private void changed(EventType post, Events event, Change done) {
        FlagDefinition after = Objects.requireNonNull(done.after());
        events.after(event.make(post, after, done.before(), after));
    }
}
