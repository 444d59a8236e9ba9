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
}
