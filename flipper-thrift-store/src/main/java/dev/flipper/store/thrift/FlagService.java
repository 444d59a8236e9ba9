package dev.flipper.store.thrift;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A service, asked by our methods if it has them, else by those of the original. Which of the two the log says when it
 * changes. Thread-safe.
 */
final class FlagService {

    private static final Logger LOGGER = System.getLogger(ThriftFeatureFlagStore.class.getName());

    private final RemoteFlags ours = new WholeFlags();
    private final RemoteFlags original = new OriginalFlags();
    private final ServiceAddress address;
    private final ConnectionPool pool;
    private final AtomicBoolean toldOriginal = new AtomicBoolean();

    FlagService(ServiceAddress address, ConnectionPool pool) {
        this.address = address;
        this.pool = pool;
    }

    /** What is asked of a service. */
    @FunctionalInterface
    interface Question<T extends @Nullable Object> {
        T ask(RemoteFlags flags, ClientConnection connection) throws TException;
    }

    /** Asks once more if the connection was lost, for questions that change nothing. */
    <T extends @Nullable Object> T read(Question<T> question) throws TException {
        try {
            return write(question);
        } catch (TException e) {
            if (!ServiceFailures.isLostConnection(e)) {
                throw e;
            }
            return again(question, e);
        }
    }

    private <T extends @Nullable Object> T again(Question<T> question, TException first) throws TException {
        try {
            return write(question);
        } catch (TException e) {
            e.addSuppressed(first);
            throw e;
        }
    }

    <T extends @Nullable Object> T write(Question<T> question) throws TException {
        return pool.use(connection -> ask(question, connection));
    }

    private <T extends @Nullable Object> T ask(Question<T> question, ClientConnection connection) throws TException {
        if (!connection.isOriginal()) {
            try {
                T answer = question.ask(ours, connection);
                tellOurs();
                return answer;
            } catch (TApplicationException e) {
                if (!ServiceFailures.isUnknownMethod(e)) {
                    throw e;
                }
                foundOriginal(connection);
            }
        }
        return question.ask(original, connection);
    }

    /** Remembers that the server at the other end has only the methods of the original, and says so once. */
    void foundOriginal(ClientConnection connection) {
        connection.foundOriginal();
        if (toldOriginal.compareAndSet(false, true)) {
            LOGGER.log(
                    Level.WARNING,
                    "The flag service at " + address + " has only the methods of the original: changes are not atomic,"
                            + " of a flag that is changed by several at once some may be lost, and changes by others"
                            + " show only after a while");
        }
    }

    private void tellOurs() {
        if (toldOriginal.get() && toldOriginal.compareAndSet(true, false)) {
            LOGGER.log(Level.INFO, "The flag service at " + address + " has all of Flipper's methods now");
        }
    }
}
