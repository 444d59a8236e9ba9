package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each call whether an enabled flag is on. Implementations are immutable and thread-safe. An application
 * can bring bucketers of its own: an implementation of this interface, and a {@link BucketerFactory} that makes it
 * again from what is stored.
 */
public interface Bucketer {

    /**
     * Gives the name under which bucketers of this kind are stored.
     *
     * @return the type, unique among all programs that share a store
     */
    String type();

    /**
     * Gives what is stored besides the type.
     *
     * @return names and JSON values, without {@code type}
     */
    Map<String, ? extends @Nullable Object> fields();

    /**
     * Decides on one call. Runs in the thread of the check, so it does no I/O and takes no lock.
     *
     * @param context the attributes of the call
     * @param clock the time
     * @param random a thread-safe source of random numbers
     * @return true if the flag is on. If it throws, the check ends with {@link dev.flipper.Reason#ERROR}
     */
    boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random);

    /**
     * Reads a bucketer in the stored form, {@code {"type": …}} with the type's own members.
     *
     * @param stored the object and its place in the document
     * @return the bucketer; an {@link UnknownBucketer} if its type, or that of its percentage, is not known here
     * @throws JsonFormatException if it has no type, or has not the form of a known type
     */
    static Bucketer fromStored(JsonCursor stored) {
        return StoredBucketers.read(stored);
    }

    /**
     * Gives a bucketer in the stored form.
     *
     * @param bucketer the bucketer
     * @return its type and fields as JSON values, unmodifiable
     * @throws IllegalArgumentException if a field is no JSON value or is named {@code type}, or if a bucketer of the
     *     application's own has a type that Flipper has itself
     */
    static Map<String, @Nullable Object> toStored(Bucketer bucketer) {
        return StoredBucketers.write(bucketer);
    }

    /**
     * Tells whether a type is one of Flipper's own, which no other bucketer can have.
     *
     * @param type the type
     * @return true for {@code NoOpBucketer}, {@code PercentageBucketer} and {@code ConsistentHashPercentageBucketer}
     */
    static boolean isBuiltIn(String type) {
        return StoredBucketers.isBuiltIn(type);
    }
}
