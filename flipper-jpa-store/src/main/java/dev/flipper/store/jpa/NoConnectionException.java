package dev.flipper.store.jpa;

import jakarta.persistence.PersistenceException;

/**
 * There is no connection: what it was wanted for has not begun. Not a checked one, which Hibernate would log each time,
 * while an outage is worth saying once.
 */
final class NoConnectionException extends PersistenceException {

    private static final long serialVersionUID = 1;

    NoConnectionException(String message) {
        super(message);
    }

    NoConnectionException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what the driver, or whoever else was asked for a connection, has said. */
    static NoConnectionException because(Throwable failure) {
        return new NoConnectionException("there is no connection: " + SqlFailures.describe(failure), failure);
    }
}
