package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All states that the flags of a store have had, to tell whether somebody who copies them ever goes back to an older
 * one. No two states of a flag may be equal, but for its absence.
 */
final class FlagHistories implements StoreListener {

    private final Map<String, List<FlagDefinition>> states = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    FlagHistories(MemoryFeatureFlagStore store) {
        store.subscribe(this);
    }

    @Override
    public void changed(String flag) {
        throw new AssertionError("this store knows its changes");
    }

    @Override
    public void changed(String flag, Change change) {
        states(flag).add(change.after());
    }

    private List<FlagDefinition> states(String flag) {
        return states.computeIfAbsent(flag, name -> {
            List<FlagDefinition> history = new ArrayList<>();
            history.add(null);
            return history;
        });
    }

    /** Of an absent flag the earliest absence that is possible is assumed. */
    void assertNotOlder(FeatureFlagStore copy, String flag, String step) {
        FlagDefinition shown = copy.get(flag);
        int from = seen.getOrDefault(flag, 0);
        List<FlagDefinition> possible = states(flag).subList(from, states(flag).size());
        int index = 0;
        while (index < possible.size() && !Objects.equals(possible.get(index), shown)) {
            index++;
        }
        assertThat(index)
                .as("%s: flag '%s' is shown as %s, which is older than what was seen before", step, flag, shown)
                .isLessThan(possible.size());
        seen.put(flag, from + index);
    }
}
