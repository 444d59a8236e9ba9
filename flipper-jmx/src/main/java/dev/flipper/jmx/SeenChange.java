package dev.flipper.jmx;

import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagChange.Kind;
import dev.flipper.event.FlagEvent;
import dev.flipper.store.FlagDefinition;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client has seen happen to a flag.
 *
 * @param flag the name
 * @param before null if the flag was not there, or could not be read
 * @param after null if the flag is not there any more
 * @param origin whose change it is
 * @param at when it was seen
 */
record SeenChange(
        String flag,
        @Nullable FlagDefinition before,
        @Nullable FlagDefinition after,
        Origin origin,
        Instant at) {

    /** Whose change it is. */
    enum Origin {
        /** This client's. */
        HERE,
        /** That of another client, node or program. */
        ELSEWHERE
    }

    static SeenChange here(FlagEvent event, Instant at) {
        return new SeenChange(event.flag(), event.before(), event.after(), Origin.HERE, at);
    }

    static SeenChange elsewhere(FlagChange change, Instant at) {
        return new SeenChange(change.flag(), change.before(), change.after(), Origin.ELSEWHERE, at);
    }

    /** Takes the documents apart; empty if the operation made no difference. */
    Set<Kind> kinds() {
        // From nothing to nothing: what could not be read was removed.
        return before == null && after == null ? Set.of(Kind.DESTROYED) : new FlagChange(flag, before, after).kinds();
    }

    /** Tells whether the operation made a difference. */
    boolean isDifference() {
        return after == null || !after.equals(before);
    }

    /** Tells whether there is a flag now. */
    boolean exists() {
        return after != null;
    }
}
