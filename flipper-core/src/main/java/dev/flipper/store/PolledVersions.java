package dev.flipper.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which flags have changed in a backend that is looked at once in a while, by a version of each flag: for the
 * {@link ChangeWatch} of a store whose backend does not tell of changes.
 *
 * <p>To compare what is there with what was there the last time is not enough. A flag that is created after one look
 * and removed before the next is the same to both of them, and yet a listener may have read it in between, and would
 * keep it for ever. So the store says here what it has shown to anybody and what it has made of a flag itself: whatever
 * differs from that has changed too.
 *
 * <p>Thread-safe. What is said to have been shown is kept until the next look, and only if there was one before, so it
 * takes no more room than the flags that there are, and none while nobody looks.
 *
 * @param <V> the versions, compared by {@code equals}: flags of the same name and version are the same
 */
public final class PolledVersions<V> {

    private static final Object ABSENT = new Object();

    /** A state that no look has a version of, as nobody has asked for it. */
    private static final Object UNKNOWN = new Object();

    /** More than one state, so that at least one of them is not that of today. */
    private static final Object SEVERAL = new Object();

    private final ConcurrentMap<String, Object> shown = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, V> last;
    private volatile boolean looking;

    /** Makes what has not looked yet. */
    public PolledVersions() {}

    /**
     * Looks at the backend.
     *
     * @param <V> the versions
     * @param <E> what is thrown if it fails
     */
    @FunctionalInterface
    public interface Look<V, E extends Exception> {

        /**
         * Gives what is there.
         *
         * @return by the name of each flag its version
         * @throws E if the backend fails; what was shown until then counts as changed at the next look
         */
        Map<String, V> versions() throws E;
    }

    /**
     * Notes that somebody was shown a flag, or that the store has made it so.
     *
     * @param flag the name of the flag
     * @param version the version that it had
     */
    public void shown(String flag, V version) {
        note(flag, version);
    }

    /**
     * Notes that somebody was shown a flag, or that the store has made or changed it, where the version is not known.
     * That is enough where no two states of a flag ever have the same version: then only that it is gone again has to
     * be found out.
     *
     * @param flag the name of the flag
     */
    public void shown(String flag) {
        note(flag, UNKNOWN);
    }

    /**
     * Notes that somebody was shown that there is no such flag, or that the store has removed it.
     *
     * @param flag the name of the flag
     */
    public void shownAbsent(String flag) {
        Map<String, V> known = last;
        // A name that nobody knows of is not worth the room. If a look finds it, it is new to that.
        if (known != null && known.containsKey(flag)) {
            note(flag, ABSENT);
        }
    }

    /**
     * Notes that somebody was shown all flags that there are, and so that there is no other. To be called as soon as
     * their names are known, before they are shown themselves.
     *
     * @param flags the names of all
     */
    public void shownOnly(Set<String> flags) {
        Map<String, V> known = last;
        if (known != null) {
            for (String flag : known.keySet()) {
                if (!flags.contains(flag)) {
                    note(flag, ABSENT);
                }
            }
        }
    }

    private void note(String flag, Object state) {
        if (looking) {
            shown.merge(flag, state, (one, other) -> one.equals(other) ? one : SEVERAL);
        }
    }

    /**
     * Looks, and compares with the last look and with what was shown since. To be called by one thread at a time.
     *
     * @param <E> what is thrown if it fails
     * @param look looks at the backend
     * @return the names of the flags that may have changed; empty at the first time, when everything may have
     * @throws E if the backend fails; the next look is compared with the last one that did not
     */
    public <E extends Exception> Optional<Set<String>> changes(Look<V, E> look) throws E {
        // Before the look, whose outcome somebody may be shown at once.
        looking = true;
        Map<String, Object> shownBefore = takeShown();
        Map<String, V> now;
        try {
            now = look.versions();
        } catch (Throwable e) {
            shownBefore.keySet().forEach(flag -> shown.put(flag, SEVERAL));
            throw e;
        }
        Map<String, V> before = last;
        last = now;
        return before == null ? Optional.empty() : Optional.of(changes(before, now, shownBefore));
    }

    /** Takes each by itself: what is said meanwhile stays for the next time. */
    private Map<String, Object> takeShown() {
        Map<String, Object> taken = new HashMap<>();
        for (String flag : shown.keySet()) {
            taken.put(flag, shown.remove(flag));
        }
        return taken;
    }

    private Set<String> changes(Map<String, V> before, Map<String, V> now, Map<String, Object> shownBefore) {
        Set<String> changed = new HashSet<>(before.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(flag -> now.containsKey(flag) && now.get(flag).equals(before.get(flag)));
        shownBefore.forEach((flag, state) -> {
            if (differs(state, now.get(flag))) {
                changed.add(flag);
            }
        });
        return changed;
    }

    private boolean differs(Object state, @Nullable V now) {
        if (state == UNKNOWN) {
            return now == null;
        }
        return state == ABSENT ? now != null : !state.equals(now);
    }

    /**
     * Forgets everything: the next look is the first one, and until then nothing is noted. To be called while nobody
     * looks.
     */
    public void forget() {
        looking = false;
        last = null;
        shown.clear();
    }
}
