package dev.flipper;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What the original answers, as it was recorded by running it. */
public final class ConformanceVectors {

    private static final int NAME_LENGTH = 120;

    private ConformanceVectors() {}

    /** Makes one test of each vector of a file, named by the vector's place and text. */
    public static Stream<DynamicTest> tests(String file, ThrowingConsumer<JsonCursor> test) {
        List<JsonCursor> vectors = read(file);
        return IntStream.range(0, vectors.size())
                .mapToObj(i -> DynamicTest.dynamicTest(name(i, vectors.get(i)), () -> test.accept(vectors.get(i))));
    }

    public static List<JsonCursor> read(String file) {
        try (InputStream in = ConformanceVectors.class.getResourceAsStream("/conformance/" + file + ".json")) {
            String text = new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
            return new JsonCursor("", Json.parse(text)).member("vectors").elements();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(int index, JsonCursor vector) {
        String text = Json.write(vector.value());
        return index + ": " + (text.length() > NAME_LENGTH ? text.substring(0, NAME_LENGTH) + "…" : text);
    }
}
