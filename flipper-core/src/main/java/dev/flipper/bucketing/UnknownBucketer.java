package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import dev.flipper.json.JsonValues;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A bucketer that this process cannot ask: its type, or the type of its percentage, is not known here. A check that
 * would have to ask it ends with {@link dev.flipper.Reason#ERROR}; its data is kept as it is.
 *
 * @param type the stored type
 * @param fields the stored members besides the type
 * @param problem in words, what is not known
 */
public record UnknownBucketer(String type, Map<String, @Nullable Object> fields, String problem) implements Bucketer {

    /**
     * Creates a bucketer.
     *
     * @param type the stored type
     * @param fields the stored members besides the type; copied
     * @param problem in words, what is not known
     */
    public UnknownBucketer {
        fields = JsonValues.object(fields, "bucketer '" + type + "'");
    }

    /**
     * Refuses to decide.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random) {
        throw new UnsupportedOperationException(problem);
    }
}
