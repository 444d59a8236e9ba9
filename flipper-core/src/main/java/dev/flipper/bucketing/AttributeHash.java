package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import dev.flipper.json.AsciiSink;
import dev.flipper.json.Json;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Hashes attributes into a hundred buckets. Working memory is kept for the next call, in a few places so that threads
 * seldom meet: a thread that finds its place empty makes new memory, so nobody ever waits.
 */
final class AttributeHash {

    private static final int PLACES = 16;
    private static final int BUCKETS = 100;

    private final Set<String> keys;
    private final AtomicReferenceArray<@Nullable Sha1> spare = new AtomicReferenceArray<>(PLACES);

    AttributeHash(Set<String> keys) {
        this.keys = keys;
    }

    int bucket(EvaluationContext context) {
        int place = (int) Thread.currentThread().getId() & PLACES - 1;
        Sha1 sha1 = spare.getAndSet(place, null);
        if (sha1 == null) {
            sha1 = new Sha1();
        }
        write(context, keys, sha1.reset());
        int bucket = sha1.remainder(BUCKETS);
        if (sha1.isKept()) {
            spare.setRelease(place, sha1);
        }
        return bucket;
    }

    /** Writes the text that is hashed. */
    static void write(EvaluationContext context, Set<String> keys, AsciiSink sink) {
        sink.put('[');
        boolean first = true;
        for (int i = 0; i < context.size(); i++) {
            if (keys.isEmpty() || keys.contains(context.name(i))) {
                if (!first) {
                    separate(sink);
                }
                first = false;
                sink.put('[');
                Json.write(context.name(i), sink);
                separate(sink);
                context.writeValue(i, sink);
                sink.put(']');
            }
        }
        sink.put(']');
    }

    private static void separate(AsciiSink sink) {
        sink.put(',');
        sink.put(' ');
    }
}
