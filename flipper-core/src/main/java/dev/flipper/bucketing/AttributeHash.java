package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import dev.flipper.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Hashes attributes into a hundred buckets. Immutable. */
final class AttributeHash {

    /** What is written before the value of each attribute that counts; empty: all count. */
    private final Map<String, byte[]> openings;

    AttributeHash(Set<String> keys) {
        Map<String, byte[]> made = new HashMap<>();
        for (String key : keys) {
            // Interned: the same as a literal in the code, so that comparing it reads no characters.
            made.put(key.intern(), ("[" + Json.write(key) + ", ").getBytes(StandardCharsets.US_ASCII));
        }
        this.openings = Map.copyOf(made);
    }

    int bucket(EvaluationContext context, HashMemory memory) {
        int place = HashMemory.place();
        Sha1 sha1 = memory.take(place);
        write(context, sha1);
        int bucket = sha1.remainder();
        memory.giveBack(place, sha1);
        return bucket;
    }

    /** Writes the text that is hashed. */
    void write(EvaluationContext context, Sha1 sha1) {
        sha1.put('[');
        boolean first = true;
        for (int i = 0; i < context.size(); i++) {
            String name = context.name(i);
            byte[] opening = openings.isEmpty() ? null : openings.get(name);
            if (opening == null && !openings.isEmpty()) {
                continue;
            }
            if (!first) {
                separate(sha1);
            }
            first = false;
            if (opening == null) {
                sha1.put('[');
                Json.write(name, sha1);
                separate(sha1);
            } else {
                sha1.put(opening);
            }
            writeValue(context, i, sha1);
            sha1.put(']');
        }
        sha1.put(']');
    }

    private static void writeValue(EvaluationContext context, int index, Sha1 sha1) {
        Object value = context.value(index);
        if (value instanceof Integer || value instanceof Long) {
            sha1.put(((Number) value).longValue());
        } else {
            context.writeValue(index, sha1);
        }
    }

    private static void separate(Sha1 sha1) {
        sha1.put(',');
        sha1.put(' ');
    }
}
