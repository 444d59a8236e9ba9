package dev.flipper.store.consul;

import dev.flipper.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations on one key, all of which are done in one step, or none: Consul's transactions. They take a key as it is,
 * where the path of an address would have to be free of empty parts, dots and what cannot be seen.
 */
final class Transaction {

    private final String key;
    private final List<Map<String, Object>> operations = new ArrayList<>();

    private Transaction(String key) {
        this.key = key;
    }

    static Transaction of(String key) {
        return new Transaction(key);
    }

    /** Gives the entry; none of the operations is done if there is none. */
    Transaction get() {
        return add("get", Map.of());
    }

    /** Stores a value, if the last change of the entry is the given one; 0: if there is no entry. */
    Transaction compareAndSet(long version, Number flags, byte[] value) {
        return add(
                "cas",
                Map.of(
                        "Index",
                        version,
                        "Flags",
                        flags,
                        "Value",
                        Base64.getEncoder().encodeToString(value)));
    }

    Transaction delete() {
        return add("delete", Map.of());
    }

    private Transaction add(String verb, Map<String, Object> more) {
        Map<String, Object> operation = new LinkedHashMap<>(more);
        operation.put("Verb", verb);
        operation.put("Key", key);
        operations.add(Map.of("KV", operation));
        return this;
    }

    String toJson() {
        return Json.write(operations);
    }

    /** Gives the entries that an answer has; the first operation that was not possible is told by {@link #refusal}. */
    static List<Entry> entries(Answer answer) {
        return members(answer, "Results").stream()
                .map(result -> Entry.of(result instanceof Map<?, ?> members ? members.get("KV") : null))
                .toList();
    }

    /** Gives why none of the operations was done. */
    static String refusal(Answer answer) {
        return members(answer, "Errors").stream()
                .map(error -> error instanceof Map<?, ?> members ? String.valueOf(members.get("What")) : "")
                .findFirst()
                .orElse("");
    }

    private static List<?> members(Answer answer, String name) {
        @Nullable Object json = answer.json();
        return json instanceof Map<?, ?> members && members.get(name) instanceof List<?> list ? list : List.of();
    }
}
