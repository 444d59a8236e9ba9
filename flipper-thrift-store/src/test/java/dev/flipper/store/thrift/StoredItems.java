package dev.flipper.store.thrift;

import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Documents that the original has written, and what of them its structs have fields for. */
final class StoredItems {

    private static final Path FILE =
            Path.of("..", "flipper-core", "src", "test", "resources", "conformance", "stored-items.json");

    private StoredItems() {}

    static List<String> all() {
        try {
            return new JsonCursor("", Json.parse(Files.readString(FILE)))
                    .member("vectors").elements().stream()
                            .map(vector -> vector.member("stored").string())
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves out the members that the original's structs have no fields for. */
    static String known(String document) {
        JsonCursor stored = new JsonCursor("", Json.parse(document));
        Map<String, Object> known = only(stored, Set.of("feature_name", "is_enabled", "meta"));
        JsonCursor meta = stored.member("meta");
        Map<String, Object> knownMeta = only(meta, Set.of("client_data", "created_date", "conditions", "bucketer"));
        knownMeta.computeIfPresent("conditions", (name, value) -> meta.member(name).elements().stream()
                .map(StoredItems::knownCondition)
                .toList());
        known.put("meta", knownMeta);
        return Json.write(known);
    }

    private static Map<String, Object> knownCondition(JsonCursor condition) {
        Map<String, Object> known = new LinkedHashMap<>();
        condition.forEachMember((variable, checks) -> known.put(
                variable,
                checks.elements().stream()
                        .map(check -> only(check, Set.of("variable", "value", "operator")))
                        .toList()));
        return known;
    }

    private static Map<String, Object> only(JsonCursor object, Set<String> names) {
        Map<String, Object> known = new LinkedHashMap<>(object.object());
        known.keySet().retainAll(names);
        return known;
    }
}
