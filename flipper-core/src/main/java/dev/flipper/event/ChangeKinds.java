package dev.flipper.event;

import dev.flipper.event.FlagChange.Kind;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.store.FlagDefinition;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two states of a flag, member by member of their documents. */
final class ChangeKinds {

    private static final Map<String, Object> NO_BUCKETER = Map.of("type", "NoOpBucketer");

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    private ChangeKinds() {}

    static Set<Kind> between(@Nullable FlagDefinition before, @Nullable FlagDefinition after) {
        ChangeKinds found = new ChangeKinds();
        if (before == null || after == null) {
            found.add(before == null && after != null, Kind.CREATED);
            found.add(before != null && after == null, Kind.DESTROYED);
        } else if (!before.equals(after)) {
            found.compare(before, after);
        }
        return Collections.unmodifiableSet(found.kinds);
    }

    private void compare(FlagDefinition before, FlagDefinition after) {
        add(before.enabled() != after.enabled(), after.enabled() ? Kind.ENABLED : Kind.DISABLED);
        Map<String, @Nullable Object> old = new LinkedHashMap<>(document(before));
        Map<String, @Nullable Object> young = new LinkedHashMap<>(document(after));
        Map<String, @Nullable Object> oldMeta = takeMeta(old);
        Map<String, @Nullable Object> youngMeta = takeMeta(young);
        add(taken("conditions", List.of(), oldMeta, youngMeta), Kind.CONDITIONS);
        add(taken("bucketer", NO_BUCKETER, oldMeta, youngMeta), Kind.BUCKETER);
        add(!before.metadata().clientData().equals(after.metadata().clientData()), Kind.CLIENT_DATA);
        taken("client_data", Map.of(), oldMeta, youngMeta);
        taken("is_enabled", false, old, young);
        // Also what is written in another way and means the same.
        add(!old.equals(young) || !oldMeta.equals(youngMeta) || kinds.isEmpty(), Kind.OTHER);
    }

    private void add(boolean found, Kind kind) {
        if (found) {
            kinds.add(kind);
        }
    }

    private static Map<String, @Nullable Object> document(FlagDefinition flag) {
        return new JsonCursor("", Json.parse(flag.toJson())).object();
    }

    private static Map<String, @Nullable Object> takeMeta(Map<String, @Nullable Object> document) {
        return new LinkedHashMap<>(new JsonCursor("", document.remove("meta")).object());
    }

    /** Takes a member out of both and tells whether it differed; absent it counts as what it is read as. */
    private static boolean taken(
            String member, Object absent, Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        Object old = before.remove(member);
        Object young = after.remove(member);
        return !Objects.requireNonNullElse(old, absent).equals(Objects.requireNonNullElse(young, absent));
    }
}
