package dev.flipper.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link CopyFlags} finds settings, and in which order: as MicroProfile Config does by itself, without its
 * implementation.
 *
 * @param properties the system properties
 * @param environment the environment variables
 * @param file what the settings file says
 * @param fileName what it is called
 */
record CopySources(
        Map<String, String> properties, Map<String, String> environment, Map<String, String> file, String fileName) {

    /**
     * A value, and who says so.
     *
     * @param text as it is written
     * @param source where it is written, in words
     */
    record Found(String text, String source) {

        /** What the value is without the backslashes that keep a dollar sign from being an expression's. */
        String value() {
            return text.replace("\\$", "$");
        }

        boolean isExpression() {
            return text.replace("\\$", "").contains("${");
        }
    }

    /** Reads a file of properties as MicroProfile Config does, in UTF-8. */
    static Map<String, String> read(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            read.load(reader);
        }
        return texts(read);
    }

    static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            texts.put(key, properties.getProperty(key));
        }
        return texts;
    }

    /** Gives null if nobody has set the key, or to nothing. */
    @Nullable
    Found find(String key) {
        Found found = first(key);
        // Nothing in the first source hides what the others say.
        return found == null || found.text().isEmpty() ? null : found;
    }

    private @Nullable Found first(String key) {
        if (properties.containsKey(key)) {
            return found(properties, key, "the system properties");
        }
        for (String variable : List.of(key, underscored(key), variable(key))) {
            if (environment.containsKey(variable)) {
                return found(environment, variable, "the environment variable " + variable);
            }
        }
        return file.containsKey(key) ? found(file, key, fileName) : null;
    }

    private static Found found(Map<String, String> texts, String key, String source) {
        return new Found(texts.getOrDefault(key, ""), source);
    }

    /** The environment variable by which a key is set most easily. */
    static String variable(String key) {
        return underscored(key).toUpperCase(Locale.ROOT);
    }

    private static String underscored(String key) {
        return key.replaceAll("[^a-zA-Z0-9]", "_");
    }

    /**
     * The keys that somebody has written and that begin with a prefix; of variables it is not known which they mean.
     */
    Set<String> keys(String prefix) {
        Set<String> keys = new TreeSet<>(properties.keySet());
        keys.addAll(file.keySet());
        keys.removeIf(key -> !key.startsWith(prefix));
        return keys;
    }

    /** The keys of the file that hold in a profile only, as {@code %dev.flipper.redis.uri}. */
    Set<String> profileKeys(String prefix) {
        Set<String> keys = new TreeSet<>(file.keySet());
        keys.removeIf(key ->
                !key.startsWith("%") || !key.substring(key.indexOf('.') + 1).startsWith(prefix));
        return keys;
    }
}
