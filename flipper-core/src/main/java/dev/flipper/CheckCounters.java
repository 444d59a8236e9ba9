package dev.flipper;

import dev.flipper.store.FlagSlot;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a client: one for each flag that has been checked, and one for everything else, which also takes what
 * those have counted whose flags are gone. A check finds its counter through the flag's slot; where there is none, or
 * another client has been there before, in a map. Making and ending a counter takes the monitor, counting does not.
 */
final class CheckCounters {

    private final ConcurrentMap<String, FlagCounter> counters = new ConcurrentHashMap<>();
    /** By chance: no object, as the slots of a store that outlives the client keep it. */
    private final long owner = ThreadLocalRandom.current().nextLong();

    private long[] cells = CounterCells.make(owner);
    private int used;
    private final FlagCounter elsewhere = make();

    /** Counts a check of a flag that its slot answered. */
    void count(FlagSlot slot, String flag, boolean enabled) {
        long[] known = slot.attachedCells();
        if (known == null || known[CounterCells.OWNER] != owner) {
            count(counter(slot, flag), enabled, false);
        } else if (!CounterCells.count(known, slot.attachedPlace(), enabled)) {
            elsewhere.count(enabled);
        }
    }

    /**
     * Counts a check.
     *
     * @param evaluation what came of it; null: there is no such flag
     * @param enabled the answer
     */
    void count(@Nullable FlagSlot slot, String flag, @Nullable FlagEvaluation evaluation, boolean enabled) {
        boolean error = evaluation != null && evaluation.reason() == Reason.ERROR;
        if (evaluation == null) {
            // A store that does not tell of changes lets it be known here.
            gone(flag);
            elsewhere.count(enabled);
        } else if (slot == null || slot.definition() == null) {
            // The store was asked for the flag, which may live elsewhere by now.
            count(known(flag), enabled, error);
        } else if (error) {
            count(counter(slot, flag), enabled, true);
        } else {
            count(slot, flag, enabled);
        }
    }

    /** A flag may be gone since its counter was found. */
    private void count(FlagCounter counter, boolean enabled, boolean error) {
        if (!counter.count(enabled)) {
            elsewhere.count(enabled);
        }
        if (error && !counter.countError()) {
            elsewhere.countError();
        }
    }

    private FlagCounter counter(FlagSlot slot, String flag) {
        FlagCounter counter = counters.get(flag);
        return counter != null && counter.isOf(slot) ? counter : meet(slot, flag);
    }

    private FlagCounter known(String flag) {
        FlagCounter counter = counters.get(flag);
        return counter == null ? elsewhere : counter;
    }

    /** Makes sure that a flag has a counter, one that exists and of which no slot is known. */
    void meet(String flag) {
        if (!counters.containsKey(flag)) {
            synchronized (this) {
                counters.computeIfAbsent(flag, absent -> make());
            }
        }
    }

    private synchronized FlagCounter meet(FlagSlot slot, String flag) {
        FlagCounter counter = counters.get(flag);
        if (counter != null && !counter.isWithoutSlot() && !counter.isAlive()) {
            // Created again, before it was told that it has been destroyed.
            end(flag, counter);
            counter = null;
        }
        if (counter == null) {
            counter = make();
            counters.put(flag, counter);
        }
        if (counter.isWithoutSlot()) {
            counter.liveIn(slot);
        }
        if (slot.definition() == null) {
            // Destroyed meanwhile, and whoever told of it may have been here before.
            gone(flag);
        }
        return counter;
    }

    private FlagCounter make() {
        if (used == CounterCells.COUNTERS) {
            cells = CounterCells.make(owner);
            used = 0;
        }
        return new FlagCounter(cells, CounterCells.place(used++));
    }

    /** Ends the counter of a flag that has been removed. News that have been overtaken have no effect. */
    void gone(String flag) {
        if (counters.containsKey(flag)) {
            synchronized (this) {
                FlagCounter counter = counters.get(flag);
                if (counter != null && !counter.isAlive()) {
                    end(flag, counter);
                }
            }
        }
    }

    private void end(String flag, FlagCounter counter) {
        counters.remove(flag);
        counter.endInFavourOf(elsewhere);
    }

    /**
     * Looks which flags have been checked since the last time.
     *
     * @param second seconds since the epoch; {@link CheckSum#NEVER}: nobody knows
     */
    synchronized void look(long second) {
        elsewhere.look(second);
        counters.values().forEach(counter -> counter.look(second));
    }

    synchronized CheckCounts total(long second) {
        look(second);
        CheckSum sum = new CheckSum();
        elsewhere.addTo(sum);
        counters.values().forEach(counter -> counter.addTo(sum));
        return sum.counts();
    }

    synchronized CheckCounts of(String flag, long second) {
        CheckSum sum = new CheckSum();
        FlagCounter counter = counters.get(flag);
        if (counter != null) {
            counter.look(second);
            counter.addTo(sum);
        }
        return sum.counts();
    }
}
