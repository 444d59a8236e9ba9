package dev.flipper.store.thrift;

import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** The service has heard nothing of a call. */
final class NotSentException extends TException {

    private static final long serialVersionUID = 1L;

    NotSentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
