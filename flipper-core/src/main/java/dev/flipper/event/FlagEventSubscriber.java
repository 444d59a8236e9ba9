package dev.flipper.event;

/**
 * Listens to the events of a client with one method a type; each does nothing unless it is overridden. Methods run in
 * the thread of the operation. One that throws in a {@code onPre…} method stops the operation, and the exception
 * reaches its caller; what a {@code onPost…} method throws is logged.
 */
public interface FlagEventSubscriber {

    /**
     * Called before a flag is created.
     *
     * @param event a {@link FlagEvent.Create}
     */
    default void onPreCreate(FlagEvent event) {}

    /**
     * Called after a flag is created.
     *
     * @param event a {@link FlagEvent.Create}
     */
    default void onPostCreate(FlagEvent event) {}

    /**
     * Called before a flag is enabled.
     *
     * @param event a {@link FlagEvent.Enable}
     */
    default void onPreEnable(FlagEvent event) {}

    /**
     * Called after a flag is enabled.
     *
     * @param event a {@link FlagEvent.Enable}
     */
    default void onPostEnable(FlagEvent event) {}

    /**
     * Called before a flag is disabled.
     *
     * @param event a {@link FlagEvent.Disable}
     */
    default void onPreDisable(FlagEvent event) {}

    /**
     * Called after a flag is disabled.
     *
     * @param event a {@link FlagEvent.Disable}
     */
    default void onPostDisable(FlagEvent event) {}

    /**
     * Called before a flag is destroyed.
     *
     * @param event a {@link FlagEvent.Destroy}
     */
    default void onPreDestroy(FlagEvent event) {}

    /**
     * Called after a flag is destroyed.
     *
     * @param event a {@link FlagEvent.Destroy}
     */
    default void onPostDestroy(FlagEvent event) {}

    /**
     * Called before a condition is added.
     *
     * @param event a {@link FlagEvent.AddCondition}
     */
    default void onPreAddCondition(FlagEvent event) {}

    /**
     * Called after a condition is added.
     *
     * @param event a {@link FlagEvent.AddCondition}
     */
    default void onPostAddCondition(FlagEvent event) {}

    /**
     * Called before conditions are replaced.
     *
     * @param event a {@link FlagEvent.SetConditions}
     */
    default void onPreSetConditions(FlagEvent event) {}

    /**
     * Called after conditions are replaced.
     *
     * @param event a {@link FlagEvent.SetConditions}
     */
    default void onPostSetConditions(FlagEvent event) {}

    /**
     * Called before client data is changed.
     *
     * @param event a {@link FlagEvent.SetClientData}
     */
    default void onPreSetClientData(FlagEvent event) {}

    /**
     * Called after client data is changed.
     *
     * @param event a {@link FlagEvent.SetClientData}
     */
    default void onPostSetClientData(FlagEvent event) {}

    /**
     * Called before a bucketer is set.
     *
     * @param event a {@link FlagEvent.SetBucketer}
     */
    default void onPreSetBucketer(FlagEvent event) {}

    /**
     * Called after a bucketer is set.
     *
     * @param event a {@link FlagEvent.SetBucketer}
     */
    default void onPostSetBucketer(FlagEvent event) {}

    /**
     * Called for each event; hands it to the method of its type.
     *
     * @param event the event
     */
    default void onEvent(FlagEvent event) {
        switch (event.type()) {
            case PRE_CREATE -> onPreCreate(event);
            case POST_CREATE -> onPostCreate(event);
            case PRE_ENABLE -> onPreEnable(event);
            case POST_ENABLE -> onPostEnable(event);
            case PRE_DISABLE -> onPreDisable(event);
            case POST_DISABLE -> onPostDisable(event);
            case PRE_DESTROY -> onPreDestroy(event);
            case POST_DESTROY -> onPostDestroy(event);
            case PRE_ADD_CONDITION -> onPreAddCondition(event);
            case POST_ADD_CONDITION -> onPostAddCondition(event);
            case PRE_SET_CONDITIONS -> onPreSetConditions(event);
            case POST_SET_CONDITIONS -> onPostSetConditions(event);
            case PRE_SET_CLIENT_DATA -> onPreSetClientData(event);
            case POST_SET_CLIENT_DATA -> onPostSetClientData(event);
            case PRE_SET_BUCKETER -> onPreSetBucketer(event);
            case POST_SET_BUCKETER -> onPostSetBucketer(event);
        }
    }
}
