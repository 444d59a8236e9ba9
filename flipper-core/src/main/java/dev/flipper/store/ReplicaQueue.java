package dev.flipper.store;

import dev.flipper.StoreException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one replica, a lane for each flag. Any thread adds; one worker takes the lanes in turn. A lane with
 * something in it is in exactly one place: ready, tried before, resting, or in the worker's hands. The writes of all
 * lanes are limited in number; beyond that flags are marked to be copied, which takes no more memory than there are
 * flags.
 */
final class ReplicaQueue {

    private final int capacity;
    private final Map<String, ReplicaLane> lanes = new HashMap<>();
    private final Queue<ReplicaLane> ready = new ArrayDeque<>();
    /** Failed since the replica is away; those that have not been tried since then come first. */
    private final Queue<ReplicaLane> tried = new ArrayDeque<>();
    /** Those that fail although others do not. */
    private final Set<ReplicaLane> resting = new HashSet<>();
    /** Stands for the comparison of all names, which finds what is to be copied. */
    private final ReplicaLane comparison = new ReplicaLane("");

    private boolean comparing;
    private int writes;
    private boolean overflowing;
    private boolean closed;

    /**
     * What is waiting.
     *
     * @param writes the number of writes
     * @param copies the number of flags that are to be copied
     */
    record Size(int writes, int copies) {

        boolean isEmpty() {
            return writes == 0 && copies == 0;
        }

        @Override
        public String toString() {
            return writes + " waiting writes and " + copies + " flags that are to be copied";
        }
    }

    ReplicaQueue(int capacity) {
        this.capacity = capacity;
    }

    ReplicaLane comparison() {
        return comparison;
    }

    /** Adds a write behind those of the same flag; null if the queue is closed. */
    synchronized @Nullable Receipt add(String flag, @Nullable FlagDefinition state) {
        if (closed) {
            return null;
        }
        ReplicaLane lane = lane(flag);
        if (lane.takesNoWrites() || writes >= capacity) {
            return lane.mark();
        }
        ReplicaWrite write = new ReplicaWrite(state, new Receipt());
        lane.add(write);
        writes++;
        return write.receipt();
    }

    /** Has a flag copied, behind the writes that wait. */
    synchronized Receipt mark(String flag) {
        return closed ? refused() : lane(flag).mark();
    }

    /** Has all flags of primary and replica copied. */
    synchronized Receipt markComparison() {
        if (closed) {
            return refused();
        }
        if (!comparing) {
            comparing = true;
            ready.add(comparison);
        }
        return comparison.mark();
    }

    private static Receipt refused() {
        Receipt refused = new Receipt();
        refused.failed(closedFailure());
        return refused;
    }

    private static StoreException closedFailure() {
        return new StoreException("The replicated store is closed", null);
    }

    private ReplicaLane lane(String flag) {
        ReplicaLane known = lanes.get(flag);
        if (known != null) {
            return known;
        }
        ReplicaLane lane = new ReplicaLane(flag);
        lanes.put(flag, lane);
        ready.add(lane);
        return lane;
    }

    /** Whether the queue is full since this was asked before and, in between, it was empty. */
    synchronized boolean beginsToOverflow() {
        boolean begins = !overflowing && writes >= capacity;
        overflowing |= begins;
        return begins;
    }

    /** Gives the lane whose turn it is, to one worker. */
    synchronized @Nullable ReplicaLane next() {
        if (closed) {
            return null;
        }
        ReplicaLane lane = ready.poll();
        return lane == null ? tried.poll() : lane;
    }

    synchronized @Nullable ReplicaWrite first(ReplicaLane lane) {
        return lane.first();
    }

    synchronized void arrived(ReplicaLane lane) {
        lane.removeFirst();
        take(1);
    }

    private void take(int taken) {
        writes -= taken;
        overflowing &= writes > 0;
    }

    /** Gives false if writes have come before it, which go first. */
    synchronized boolean beginCopy(ReplicaLane lane) {
        return lane.beginCopy();
    }

    synchronized Receipt endCopy(ReplicaLane lane) {
        return lane.endCopy();
    }

    /** Takes a lane back from the worker after a success. */
    synchronized void giveBack(ReplicaLane lane) {
        lane.takeWrites();
        if (!lane.isEmpty()) {
            ready.add(lane);
        } else if (lane == comparison) {
            comparing = false;
        } else {
            lanes.remove(lane.flag());
        }
    }

    /** Takes a lane back that failed as the replica is away; whoever waits for anything does so no longer. */
    synchronized void giveBackAway(ReplicaLane lane, Throwable failure) {
        tried.add(lane);
        failAll(failure);
    }

    /** Takes a lane back that is the only one to fail. */
    synchronized void giveBackToRest(ReplicaLane lane, Throwable failure) {
        lane.failed(failure);
        resting.add(lane);
    }

    /** Ends the rest of a lane, if it does rest. */
    synchronized void wake(ReplicaLane lane) {
        if (resting.remove(lane)) {
            ready.add(lane);
        }
    }

    /** Gives every lane its turn. */
    synchronized void wakeAll() {
        moveAll(tried);
        moveAll(resting);
    }

    /** Gives those their turn that failed as the replica was away. */
    synchronized void wakeTried() {
        moveAll(tried);
    }

    private void moveAll(Collection<ReplicaLane> from) {
        ready.addAll(from);
        from.clear();
    }

    /** Whether there is something to wait for: a lane that rests is not tried soon. */
    synchronized boolean isResting(String flag) {
        ReplicaLane lane = lanes.get(flag);
        return lane != null && resting.contains(lane);
    }

    /** Forgets the writes of a lane, and has the flag copied instead, until something of it arrives. */
    synchronized int giveUpWrites(ReplicaLane lane, Throwable failure) {
        int given = lane.giveUpWrites(failure);
        take(given);
        return given;
    }

    synchronized void failAll(Throwable failure) {
        lanes.values().forEach(lane -> lane.failed(failure));
        comparison.failed(failure);
    }

    synchronized Size size() {
        long copies = lanes.values().stream().filter(ReplicaLane::isToBeCopied).count();
        return new Size(writes, (int) copies);
    }

    /** Takes nothing more and gives nothing out any more; tells what was left, the first time. */
    synchronized Size close() {
        if (closed) {
            return new Size(0, 0);
        }
        closed = true;
        failAll(closedFailure());
        return size();
    }
}
