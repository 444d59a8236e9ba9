package dev.flipper.store.consul;

import org.jspecify.annotations.Nullable;

/**
 * Consul has not done what it was asked for. The message says why, in words that follow "could not be read from …: ".
 */
final class ConsulFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean mayBeDone;
    private final boolean disconnected;

    private ConsulFailure(boolean mayBeDone, boolean disconnected, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.mayBeDone = mayBeDone;
        this.disconnected = disconnected;
    }

    /** Consul was not asked, or has refused. */
    static ConsulFailure notDone(String message, @Nullable Throwable cause) {
        return new ConsulFailure(false, false, message, cause);
    }

    /** There is no knowing whether Consul has done it. */
    static ConsulFailure unknown(String message, @Nullable Throwable cause) {
        return new ConsulFailure(true, false, message, cause);
    }

    /** The connection was lost on the way. */
    static ConsulFailure disconnected(String message, Throwable cause) {
        return new ConsulFailure(true, true, message, cause);
    }

    /** Tells whether a change that failed by this may have been made nevertheless. */
    boolean mayBeDone() {
        return mayBeDone;
    }

    /** Tells whether a connection was lost, as one that has died idle is; a new one may do. */
    boolean isDisconnected() {
        return disconnected;
    }
}
