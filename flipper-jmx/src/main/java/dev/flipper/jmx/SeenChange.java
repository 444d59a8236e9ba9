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
 * @param kinds what changed; empty if the operation made no difference
 * @param origin whose change it is
 * @param at when it was seen
 */
record SeenChange(
        String flag,
        @Nullable FlagDefinition before,
        @Nullable FlagDefinition after,
        Set<Kind> kinds,
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
        FlagChange change = new FlagChange(event.flag(), event.before(), event.after());
        // From nothing to nothing: what could not be read was removed.
        Set<Kind> kinds = change.before() == null && change.after() == null ? Set.of(Kind.DESTROYED) : change.kinds();
        return new SeenChange(change.flag(), change.before(), change.after(), kinds, Origin.HERE, at);
    }

    static SeenChange elsewhere(FlagChange change, Instant at) {
        return new SeenChange(change.flag(), change.before(), change.after(), change.kinds(), Origin.ELSEWHERE, at);
    }

    /** Tells whether there is a flag now. */
    boolean exists() {
        return after != null;
    }
}
