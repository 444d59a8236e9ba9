package dev.flipper.store.thrift;

import org.apache.thrift.TApplicationException;
import org.apache.thrift.transport.TTransportException;

/** What failures of calls mean, and how they are said. */
final class ServiceFailures {

    private ServiceFailures() {}

    /** Tells whether the server does not have a method. It has done nothing then. */
    static boolean isUnknownMethod(TApplicationException failure) {
        return failure.getType() == TApplicationException.UNKNOWN_METHOD;
    }

    /**
     * Tells whether the connection was lost, so that another one may go well. Who has not answered in time is there.
     */
    static boolean isLostConnection(Throwable failure) {
        return failure instanceof TTransportException lost
                && lost.getType() != TTransportException.TIMED_OUT
                && lost.getType() != TTransportException.MESSAGE_SIZE_LIMIT;
    }

    static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
