package dev.flipper;

import dev.flipper.store.Change;
import dev.flipper.store.StoreTransaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client's changes in one transaction of the caller's. It is told twice of the end: before the stores in this process
 * are that take the changes over, and after them. In between they tell of the changes, in the same thread, and of all
 * those of one flag as of one change.
 */
final class JoinedTransaction {

    private final StoreTransaction transaction;
    private final OwnWrites ownWrites;
    /** From before the first change of a flag to after the last one. */
    private final Map<String, Change> changes = new LinkedHashMap<>();

    private final List<Runnable> afterwards = new ArrayList<>();
    private final List<OwnWrites.Write> telling = new ArrayList<>();
    private boolean toldAfterwards;
    private boolean ended;

    JoinedTransaction(StoreTransaction transaction, OwnWrites ownWrites) {
        this.transaction = transaction;
        this.ownWrites = ownWrites;
    }

    /**
     * Takes a change that has been made.
     *
     * @param after runs if the transaction is committed
     */
    void add(String flag, Change own, Runnable after) {
        if (note(flag, own, after)) {
            // Stores have asked by now. If it is too late for this, what runs afterwards runs before them.
            transaction.onEnd(committed -> afterwards());
            isToldAfterwards();
        }
    }

    private synchronized boolean note(String flag, Change own, Runnable after) {
        if (ended) {
            throw new StoreException(
                    "The transaction has ended while the flag '" + flag
                            + "' was being changed; whether it was changed is not known",
                    null);
        }
        changes.merge(flag, own, (first, last) -> new Change(first.before(), last.after()));
        afterwards.add(after);
        return !toldAfterwards;
    }

    private synchronized void isToldAfterwards() {
        toldAfterwards = true;
    }

    /** To be called before stores in this process tell of the changes. */
    void ends(boolean committed) {
        if (!prepare(committed)) {
            afterwards();
        }
    }

    private synchronized boolean prepare(boolean committed) {
        ended = true;
        if (!committed) {
            changes.clear();
            afterwards.clear();
        } else if (toldAfterwards) {
            changes.forEach((flag, change) -> {
                OwnWrites.Write write = ownWrites.begin(flag);
                write.own(change);
                telling.add(write);
            });
        }
        return toldAfterwards;
    }

    private void afterwards() {
        telling.forEach(ownWrites::end);
        telling.clear();
        taken().forEach(Runnable::run);
    }

    private synchronized List<Runnable> taken() {
        List<Runnable> taken = List.copyOf(afterwards);
        afterwards.clear();
        return taken;
    }
}
