package dev.flipper.jmx;

import dev.flipper.EvaluationContext;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import org.jspecify.annotations.Nullable;

/** Reads what comes in over JMX, where nobody minds our annotations. */
final class Parameters {

    private Parameters() {}

    static String flag(@Nullable String name) {
        if (name == null) {
            throw new IllegalArgumentException("The name of the flag is missing (null)");
        }
        return name;
    }

    static EvaluationContext attributes(@Nullable String json) {
        if (json == null || json.isBlank()) {
            return EvaluationContext.empty();
        }
        try {
            return EvaluationContext.of(new JsonCursor("attributes", Json.parse(json)).object());
        } catch (JsonFormatException e) {
            throw new IllegalArgumentException(
                    "The attributes have to be a JSON object such as {\"user_id\": 1}: " + e.getMessage(), e);
        }
    }
}
