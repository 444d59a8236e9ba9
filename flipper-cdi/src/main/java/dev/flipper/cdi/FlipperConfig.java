package dev.flipper.cdi;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * What MicroProfile Config says under {@code flipper.}, and who says it. Of an environment variable only its own name
 * is known for sure: which key it stands for is guessed by implementations, wrongly where the key has hyphens or
 * capitals. Such guesses are left out here; whoever knows the right key finds the variable by it.
 */
final class FlipperConfig {

    static final String PREFIX = "flipper.";
    private static final String VARIABLE_PREFIX = "FLIPPER_";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

    private final Config config;
    private final Set<String> keys = new TreeSet<>();
    private final Set<String> variables = new TreeSet<>();

    FlipperConfig(Config config) {
        this.config = config;
        Set<String> written = new TreeSet<>();
        config.getConfigSources().forEach(source -> read(source, written));
        for (String key : config.getPropertyNames()) {
            boolean guessed = variables.contains(variable(key)) && !written.contains(key);
            if (key.startsWith(PREFIX) && !guessed) {
                keys.add(key);
            }
        }
    }

    private void read(ConfigSource source, Set<String> written) {
        Set<String> own = new TreeSet<>();
        for (String name : source.getPropertyNames()) {
            if (name.regionMatches(true, 0, VARIABLE_PREFIX, 0, VARIABLE_PREFIX.length())) {
                own.add(name.toUpperCase(Locale.ROOT));
            }
        }
        for (String name : source.getPropertyNames()) {
            // A profile's key, as %dev.flipper.store, is written without its profile as well.
            String key = name.startsWith("%") ? name.substring(name.indexOf('.') + 1) : name;
            if (!own.contains(variable(key))) {
                written.add(key);
            }
        }
        variables.addAll(own);
    }

    /** The environment variable that MicroProfile Config looks for when it is asked for a key. */
    static String variable(String key) {
        return key.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The keys under the prefix that somebody has written; their value may be empty. */
    Set<String> keys() {
        return keys;
    }

    /** The environment variables that begin as ours do, in upper case; others may have named some of them. */
    Set<String> variables() {
        return variables;
    }

    /** Gives null if nobody has set it, or to nothing. */
    @Nullable
    String value(String key) {
        String value = config.getConfigValue(key).getValue();
        return value == null || value.isEmpty() ? null : value;
    }

    String source(String key) {
        ConfigValue value = config.getConfigValue(key);
        return value.getSourceName() == null ? "the defaults" : value.getSourceName();
    }

    /** Tells of values with an expression in them that comes to nothing; they would count as not set. */
    void checkExpressions(DeploymentProblems problems) {
        for (String key : keys) {
            ConfigValue value = config.getConfigValue(key);
            if (value.getValue() == null && value.getRawValue() != null) {
                // Of the rest nobody knows whether it is a secret.
                String expressions = EXPRESSION
                        .matcher(value.getRawValue())
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.joining(", "));
                problems.add(SettingsMessages.unresolved(key, expressions, source(key)));
            }
        }
    }
}
