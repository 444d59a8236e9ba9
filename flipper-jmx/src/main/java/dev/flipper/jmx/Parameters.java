package dev.flipper.jmx;

import dev.flipper.EvaluationContext;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what comes in over JMX, where nobody minds our annotations. What is wrong is an
 * {@link IllegalArgumentException} that shows what would be right; in lines, as JConsole shows a line as wide as it is.
 */
final class Parameters {

    private static final String ATTRIBUTES = "a JSON object such as {\"user_id\": 1}";
    private static final String CLIENT_DATA = "a JSON object such as {\"owner\": \"stable\", \"ticket\": 4711}";
    private static final String BUCKETER =
            "a JSON object in the stored form, such as\n{\"type\": \"PercentageBucketer\","
                    + " \"percentage\": {\"type\": \"Percentage\", \"value\": 0.25}}\nor {\"type\": \"NoOpBucketer\"} for none";

    private Parameters() {}

    static String flag(@Nullable String name) {
        return given("name of the flag", name);
    }

    /** Names the parameter that is missing. */
    static String given(String what, @Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("The " + what + " is missing (null)");
        }
        return text;
    }

    static EvaluationContext attributes(@Nullable String json) {
        if (json == null || json.isBlank()) {
            return EvaluationContext.empty();
        }
        return EvaluationContext.of(object("attributes", ATTRIBUTES, json));
    }

    static Map<String, @Nullable Object> clientData(@Nullable String json) {
        return object("client data", CLIENT_DATA, json);
    }

    static Percentage percentage(@Nullable Double value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "The percentage is missing (null); give a number from 0 to 1, such as 0.25 for 25 %");
        }
        return Percentage.of(value);
    }

    /** Reads a bucketer with a client's reader. */
    static Bucketer bucketer(@Nullable String json, Function<String, Bucketer> reader) {
        String text = required("bucketer", BUCKETER, json);
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong("bucketer", BUCKETER, e);
        }
    }

    private static Map<String, @Nullable Object> object(String what, String right, @Nullable String json) {
        JsonCursor typed = json(what, right, json);
        try {
            return typed.object();
        } catch (JsonFormatException e) {
            throw wrong(what, right, e);
        }
    }

    /** Reads any JSON; the place that errors name starts with what it is. */
    static JsonCursor json(String what, String right, @Nullable String text) {
        String given = required(what, right, text);
        try {
            return new JsonCursor(what, Json.parseTyped(given));
        } catch (JsonFormatException e) {
            throw wrong(what, right, e);
        }
    }

    private static String required(String what, String right, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("The " + what + " must not be empty;\nright is " + right);
        }
        return text;
    }

    static IllegalArgumentException wrong(String what, String right, IllegalArgumentException problem) {
        return new IllegalArgumentException(
                "The " + what + " cannot be read: " + problem.getMessage() + ";\nright is " + right, problem);
    }
}
