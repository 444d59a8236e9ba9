package dev.flipper.store.jpa;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;

/** A statement has failed. */
final class StatementException extends PersistenceException {

    private static final long serialVersionUID = 1;

    StatementException(SQLException cause) {
        super(cause);
    }
}
