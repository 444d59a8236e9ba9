package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import dev.flipper.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Hashes attributes into a hundred buckets. Immutable. */
final class AttributeHash {

    private static final byte[] SEPARATOR = {',', ' '};

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
        Sha1 sha1 = memory.take();
        write(context, sha1);
        int bucket = sha1.remainder();
        // Not in a finally: what an error left half done must never be used again.
        sha1.release();
        return bucket;
    }

    /** Writes the text that is hashed. */
    void write(EvaluationContext context, Sha1 sha1) {
        sha1.put('[');
        for (int i = 0; i < context.size(); i++) {
            if (writeOpening(context.name(i), sha1)) {
                writeValue(context, i, sha1);
                sha1.put(']');
            }
        }
        sha1.put(']');
    }

    /** Writes what stands before a value, unless it does not count. */
    private boolean writeOpening(String name, Sha1 sha1) {
        if (openings.isEmpty()) {
            separateFromOthers(sha1);
            sha1.put('[');
            Json.write(name, sha1);
            sha1.put(SEPARATOR);
            return true;
        }
        byte[] opening = openings.get(name);
        if (opening == null) {
            return false;
        }
        separateFromOthers(sha1);
        sha1.put(opening);
        return true;
    }

    private static void separateFromOthers(Sha1 sha1) {
        if (sha1.length() > 1) {
            sha1.put(SEPARATOR);
        }
    }

    private static void writeValue(EvaluationContext context, int index, Sha1 sha1) {
        Object value = context.value(index);
        if (value instanceof Integer || value instanceof Long) {
            sha1.put(((Number) value).longValue());
        } else {
            context.writeValue(index, sha1);
        }
    }
}
