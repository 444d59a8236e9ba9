package dev.flipper.event;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.FlagDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a client on a flag. There is one subtype an operation, which holds the operation's arguments.
 * Immutable.
 *
 * <p>A {@code PRE_} event comes once, after the check that the flag exists and before the atomic change. A
 * {@code POST_} event comes after it, with the flag exactly as it was and is stored. When threads or processes change
 * one flag at the same time, their events may come in another order than their changes.
 */
public sealed interface FlagEvent {

    /**
     * Gives the operation and the moment.
     *
     * @return the type
     */
    EventType type();

    /**
     * Gives the name of the flag.
     *
     * @return the name
     */
    String flag();

    /**
     * Gives the flag as it was stored before the change.
     *
     * @return the definition; null in a {@code PRE_} event, for a flag that has just been created, and for a destroyed
     *     one whose stored document could not be read
     */
    @Nullable
    FlagDefinition before();

    /**
     * Gives the flag as it is stored after the change.
     *
     * @return the definition; null in a {@code PRE_} event and for a flag that has just been destroyed
     */
    @Nullable
    FlagDefinition after();

    /**
     * A flag is created.
     *
     * @param type {@link EventType#PRE_CREATE} or {@link EventType#POST_CREATE}
     * @param flag the name
     * @param enabled whether it starts enabled
     * @param clientData its client data
     * @param before always null
     * @param after see {@link FlagEvent#after}
     */
    record Create(
            EventType type,
            String flag,
            boolean enabled,
            Map<String, @Nullable Object> clientData,
            @Nullable FlagDefinition before,
            @Nullable FlagDefinition after)
            implements FlagEvent {}

    /**
     * A flag is enabled.
     *
     * @param type {@link EventType#PRE_ENABLE} or {@link EventType#POST_ENABLE}
     * @param flag the name
     * @param before see {@link FlagEvent#before}
     * @param after see {@link FlagEvent#after}
     */
    record Enable(
            EventType type,
            String flag,
            @Nullable FlagDefinition before,
            @Nullable FlagDefinition after) implements FlagEvent {}

    /**
     * A flag is disabled.
     *
     * @param type {@link EventType#PRE_DISABLE} or {@link EventType#POST_DISABLE}
     * @param flag the name
     * @param before see {@link FlagEvent#before}
     * @param after see {@link FlagEvent#after}
     */
    record Disable(
            EventType type,
            String flag,
            @Nullable FlagDefinition before,
            @Nullable FlagDefinition after) implements FlagEvent {}

    /**
     * A flag is removed.
     *
     * @param type {@link EventType#PRE_DESTROY} or {@link EventType#POST_DESTROY}
     * @param flag the name
     * @param before see {@link FlagEvent#before}
     * @param after always null
     */
    record Destroy(
            EventType type,
            String flag,
            @Nullable FlagDefinition before,
            @Nullable FlagDefinition after) implements FlagEvent {}

    /**
     * A condition is added.
     *
     * @param type {@link EventType#PRE_ADD_CONDITION} or {@link EventType#POST_ADD_CONDITION}
     * @param flag the name
     * @param condition the condition
     * @param before see {@link FlagEvent#before}
     * @param after see {@link FlagEvent#after}
     */
    record AddCondition(
            EventType type,
            String flag,
            Condition condition,
            @Nullable FlagDefinition before,
            @Nullable FlagDefinition after)
            implements FlagEvent {}

    /**
     * The conditions are replaced.
     *
     * @param type {@link EventType#PRE_SET_CONDITIONS} or {@link EventType#POST_SET_CONDITIONS}
     * @param flag the name
     * @param conditions the new conditions
     * @param before see {@link FlagEvent#before}
     * @param after see {@link FlagEvent#after}
     */
    record SetConditions(
            EventType type,
            String flag,
            List<Condition> conditions,
            @Nullable FlagDefinition before,
            @Nullable FlagDefinition after)
            implements FlagEvent {}

    /**
     * The client data is changed.
     *
     * @param type {@link EventType#PRE_SET_CLIENT_DATA} or {@link EventType#POST_SET_CLIENT_DATA}
     * @param flag the name
     * @param clientData the whole data that results from the change; in the {@code PRE_} event a preview, which a
     *     concurrent change may overtake
     * @param before see {@link FlagEvent#before}
     * @param after see {@link FlagEvent#after}
     */
    record SetClientData(
            EventType type,
            String flag,
            Map<String, @Nullable Object> clientData,
            @Nullable FlagDefinition before,
            @Nullable FlagDefinition after)
            implements FlagEvent {}

    /**
     * The bucketer is set.
     *
     * @param type {@link EventType#PRE_SET_BUCKETER} or {@link EventType#POST_SET_BUCKETER}
     * @param flag the name
     * @param bucketer the new bucketer
     * @param before see {@link FlagEvent#before}
     * @param after see {@link FlagEvent#after}
     */
    record SetBucketer(
            EventType type,
            String flag,
            Bucketer bucketer,
            @Nullable FlagDefinition before,
            @Nullable FlagDefinition after)
            implements FlagEvent {}
}
