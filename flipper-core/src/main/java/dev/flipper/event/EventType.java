package dev.flipper.event;

/** The operations of a client, each with the moment before ({@code PRE_}) and after ({@code POST_}) the change. */
public enum EventType {
    /** A flag is about to be created. */
    PRE_CREATE,
    /** A flag has been created. */
    POST_CREATE,
    /** A flag is about to be enabled; also if it is enabled already. */
    PRE_ENABLE,
    /** A flag has been enabled. */
    POST_ENABLE,
    /** A flag is about to be disabled; also if it is disabled already. */
    PRE_DISABLE,
    /** A flag has been disabled. */
    POST_DISABLE,
    /** A flag is about to be removed. */
    PRE_DESTROY,
    /** A flag has been removed. */
    POST_DESTROY,
    /** A condition is about to be added to a flag. */
    PRE_ADD_CONDITION,
    /** A condition has been added to a flag. */
    POST_ADD_CONDITION,
    /** The conditions of a flag are about to be replaced. */
    PRE_SET_CONDITIONS,
    /** The conditions of a flag have been replaced. */
    POST_SET_CONDITIONS,
    /** The client data of a flag is about to be changed. */
    PRE_SET_CLIENT_DATA,
    /** The client data of a flag has been changed. */
    POST_SET_CLIENT_DATA,
    /** The bucketer of a flag is about to be set. */
    PRE_SET_BUCKETER,
    /** The bucketer of a flag has been set. */
    POST_SET_BUCKETER;

    /**
     * Tells whether events of this type come before the change.
     *
     * @return true for {@code PRE_}, false for {@code POST_}
     */
    public boolean isPre() {
        return name().startsWith("PRE_");
    }
}
