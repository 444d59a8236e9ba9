package dev.flipper.store.thrift;

import dev.flipper.store.ChangeWatch;
import dev.flipper.store.thrift.idl.FlagChanges;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A service as a watch of its flags sees it. Where it tells of changes, it is asked to answer when there is one, over a
 * connection of the watch's own. Else everything may have changed, once in a while: to compare what is there with what
 * was there would miss what has changed and changed back, which a listener may have read in between.
 */
final class WatchedService implements ChangeWatch.Backend {

    /** How long a new listener may have to wait, and the end of the watch. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ServiceAddress address;
    private final ServiceLimits limits;
    private final FlagService service;
    private final Duration pollInterval;
    private volatile @Nullable ClientConnection current;

    WatchedService(ServiceAddress address, ServiceLimits limits, FlagService service, Duration pollInterval) {
        this.address = address;
        this.limits = limits;
        this.service = service;
        this.pollInterval = pollInterval;
    }

    @Override
    public Duration watch(ChangeWatch watch) throws IOException, TException {
        ClientConnection connection = connection();
        String position = position(connection);
        if (position != null) {
            watch.connected();
            follow(watch, connection, position);
            return Duration.ZERO;
        }
        watch.connected();
        watch.holds();
        return pollInterval;
    }

    private ClientConnection connection() throws IOException, TException {
        ClientConnection open = current;
        if (open == null) {
            open = ClientConnection.open(address, limits);
            current = open;
        }
        return open;
    }

    /** Asks from where on changes will be told; null if they will not. The service is there if it answers. */
    private @Nullable String position(ClientConnection connection) throws TException {
        if (!connection.isOriginal()) {
            try {
                FlagChanges now = connection.call(
                        asked -> asked.AwaitChanges("", limits.timeout().toMillis() / 2));
                return now.getPosition();
            } catch (TApplicationException e) {
                if (!ServiceFailures.isUnknownMethod(e)) {
                    throw e;
                }
                service.foundOriginal(connection);
            }
        }
        connection.call(asked -> asked.List(1, 0));
        return null;
    }

    private void follow(ChangeWatch watch, ClientConnection connection, String beginning)
            throws IOException, TException {
        String position = beginning;
        while (!watch.isEnding()) {
            FlagChanges changes = next(watch, connection, position);
            if (changes == null) {
                return;
            }
            watch.holds();
            position = changes.getPosition();
            if (changes.isEverything() || position == null) {
                watch.connected();
            } else {
                watch.connectedIfNot();
                (changes.isSetFeature_names() ? changes.getFeature_names() : List.<String>of()).forEach(watch::changed);
            }
            if (position == null) {
                return;
            }
        }
    }

    /** Waits for the next changes; gives null if the watch ends before. */
    private @Nullable FlagChanges next(ChangeWatch watch, ClientConnection connection, String position)
            throws IOException, TException {
        Duration wait = limits.timeout();
        // An answer may take as long as it was asked to, and as long as any other.
        Deadline deadline = Deadline.in(wait.plus(limits.timeout()));
        connection.send(asked -> asked.send_AwaitChanges(position, wait.toMillis()));
        while (!connection.hasAnswerWithin(LOOK)) {
            if (watch.isEnding()) {
                return null;
            }
            watch.connectedIfNot();
            deadline.millisLeft();
        }
        return connection.receive(asked -> asked.recv_AwaitChanges());
    }

    @Override
    public void failed() {
        end();
    }

    @Override
    public void end() {
        ClientConnection open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public Duration graceAtTheEnd() {
        return LOOK.multipliedBy(3);
    }

    @Override
    public String place() {
        return "the flag service at " + address;
    }

    @Override
    public String describe(Throwable failure) {
        return ServiceFailures.describe(failure);
    }
}
