package dev.flipper.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a transaction makes of one flag. Guarded by the transaction that it belongs to. */
final class TransactedFlag {

    private int underWay;
    private boolean unknown;
    private @Nullable StoredFlag first;
    private @Nullable StoredFlag last;

    void begin() {
        underWay++;
    }

    /** Takes what a write has brought to light: two states, or else its outcome is not known. */
    void end(List<StoredFlag> states) {
        underWay--;
        if (states.size() != 2) {
            unknown = true;
        } else if (isChange(states)) {
            first = first == null ? states.get(0) : first;
            last = states.get(1);
        }
    }

    /** A flag that stays as it is may not be locked by the transaction, and others change it until the end. */
    private static boolean isChange(List<StoredFlag> states) {
        FlagDefinition before = states.get(0).definition();
        return before == null || !before.equals(states.get(1).definition());
    }

    /** Gives the states before the first change and after the last one; none if they are not known. */
    List<StoredFlag> states() {
        return unknown || underWay > 0 || first == null || last == null ? List.of() : List.of(first, last);
    }
}
