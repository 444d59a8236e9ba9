package dev.flipper.cdi;

import java.lang.System.Logger.Level;
import java.time.Duration;

/** What is logged around events and the application's context. */
final class EventMessages {

    private EventMessages() {}

    static void asyncObserverFailed(String event, Throwable failure) {
        Messages.log(Level.ERROR, 30, "An asynchronous observer of " + event + " failed; the change stands", failure);
    }

    static void asyncObserversNotTold(String event, RuntimeException failure) {
        Messages.log(
                Level.ERROR,
                31,
                "The asynchronous observers of " + event + " could not be told, as the executor refused",
                failure);
    }

    static void changeObserverFailed(String event, Throwable failure) {
        Messages.log(Level.ERROR, 32, "An observer of " + event + " failed; the change stands", failure);
    }

    static void changeObserverHangs(String client, Duration patience) {
        Messages.log(
                Level.WARNING,
                33,
                "The client '" + client + "' is closed while an observer of changes that were made elsewhere is still"
                        + " running, after " + patience.toSeconds() + " seconds",
                null);
    }

    static void deliveryFailed(String client, RuntimeException failure) {
        Messages.log(
                Level.ERROR,
                34,
                "Observers could not be told of changes made elsewhere to flags of the client '" + client
                        + "'; it is tried again with the next change",
                failure);
    }
}
