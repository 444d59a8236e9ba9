package dev.flipper.store;

import java.util.List;

/** Brings what waits to one replica. For one thread at a time. */
final class ReplicaCourier {

    private final PrimarySource source;
    private final FeatureFlagStore replica;
    private final StateWriter writer;
    private final ReplicaQueue queue;

    ReplicaCourier(PrimarySource source, FeatureFlagStore replica, ReplicaQueue queue) {
        this.source = source;
        this.replica = replica;
        this.writer = new StateWriter(replica);
        this.queue = queue;
    }

    /**
     * Brings the first thing of a lane.
     *
     * @return false if the replica was not needed for it
     * @throws RuntimeException if that failed, or an error; it is still to be done then
     */
    boolean bringFirst(ReplicaLane lane) {
        ReplicaWrite write = queue.first(lane);
        if (write != null) {
            writer.write(lane.flag(), write.state());
            queue.arrived(lane);
            return true;
        }
        return lane == queue.comparison() ? compare(lane) : copy(lane);
    }

    private boolean copy(ReplicaLane lane) {
        PrimarySource.Found found = source.read(lane.flag(), () -> queue.beginCopy(lane));
        if (found == null) {
            return false;
        }
        if (found.isReadable()) {
            writer.writeIfDifferent(lane.flag(), found.state());
        }
        queue.endCopy(lane).arrived();
        return found.isReadable();
    }

    /**
     * Every flag that either of the two has is copied: read again, so that it does not matter what changes meanwhile.
     */
    private boolean compare(ReplicaLane lane) {
        queue.beginCopy(lane);
        FlagNameSet names = new FlagNameSet();
        source.addNames(names);
        WrappingStore.origin(replica).forEach(names);
        List<Receipt> copies = names.names().stream().map(queue::mark).toList();
        queue.endCopy(lane).settleAfter(copies);
        return true;
    }
}
