package dev.flipper.store;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a replica about one flag: writes, in order, and behind them perhaps a mark that the flag is to be
 * copied as the primary has it then. Guarded by the queue that it belongs to.
 */
final class ReplicaLane {

    private final String flag;
    private final Deque<ReplicaWrite> writes = new ArrayDeque<>();
    private @Nullable Receipt mark;
    /** The mark that is being obeyed. */
    private @Nullable Receipt copying;

    private boolean copiedOnly;

    ReplicaLane(String flag) {
        this.flag = flag;
    }

    String flag() {
        return flag;
    }

    void add(ReplicaWrite write) {
        writes.add(write);
    }

    @Nullable
    ReplicaWrite first() {
        return writes.peek();
    }

    void removeFirst() {
        writes.remove().receipt().arrived();
    }

    int writes() {
        return writes.size();
    }

    /** Marks the flag to be copied, if it is not marked already. */
    Receipt mark() {
        // A receipt that has told of a failure has nothing more to tell.
        if (mark == null || mark.isSettled()) {
            mark = new Receipt();
        }
        return mark;
    }

    boolean isToBeCopied() {
        return mark != null || copying != null;
    }

    /**
     * Takes the mark off, so that what is written from now on has it copied again. Gives false, and does nothing, if
     * there are writes: they would bring back older states afterwards.
     */
    boolean beginCopy() {
        if (!writes.isEmpty()) {
            return false;
        }
        copying = mark;
        mark = null;
        return true;
    }

    Receipt endCopy() {
        Receipt done = copying == null ? new Receipt() : copying;
        copying = null;
        return done;
    }

    boolean isEmpty() {
        return writes.isEmpty() && mark == null && copying == null;
    }

    /** Tells whoever waits; what there was to do is still to be done. */
    void failed(Throwable failure) {
        if (copying != null) {
            endCopy().failed(failure);
            mark();
        }
        writes.forEach(write -> write.receipt().failed(failure));
        if (mark != null) {
            mark.failed(failure);
        }
    }

    boolean takesNoWrites() {
        return copiedOnly;
    }

    void takeWrites() {
        copiedOnly = false;
    }

    /** Gives the writes up, and those to come; the flag is copied instead. Nobody waits for them any more. */
    int giveUpWrites(Throwable failure) {
        int given = writes.size();
        writes.forEach(write -> write.receipt().failed(failure));
        writes.clear();
        mark();
        copiedOnly = true;
        return given;
    }
}
