package dev.flipper.cdi;

import dev.flipper.FlagNames;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The flags that the settings of a client declare, read and judged at deployment. */
final class DeclaredFlags {

    static final String PREFIX = "flags.";

    private final ClientKeys keys;
    private final DeploymentProblems problems;
    private final Map<String, Boolean> flags = new TreeMap<>();
    /** Which key has declared a flag. */
    private final Map<String, String> declarations = new TreeMap<>();

    private DeclaredFlags(ClientKeys keys, DeploymentProblems problems) {
        this.keys = keys;
        this.problems = problems;
    }

    /** Gives the flags to be created, each enabled or not. */
    static Map<String, Boolean> read(ClientKeys keys, DeploymentProblems problems) {
        DeclaredFlags declared = new DeclaredFlags(keys, problems);
        for (String key : keys.written()) {
            String value = key.startsWith(PREFIX) ? keys.value(key) : null;
            if (value != null) {
                declared.read(key, value);
            }
        }
        return declared.flags;
    }

    private void read(String key, String value) {
        String flag = unquoted(key.substring(PREFIX.length()));
        String wrongName = wrongName(flag);
        if (wrongName != null) {
            problems.add(SettingsMessages.wrongFlagName(keys.full(key), keys.source(key), wrongName));
        } else if (flag.startsWith("\"") || flag.endsWith("\"")) {
            problems.add(SettingsMessages.unbalancedQuotes(keys.full(key), value, keys.source(key)));
        } else if ("true".equals(value) || "false".equals(value)) {
            declare(flag, key, Boolean.parseBoolean(value));
        } else {
            problems.add(SettingsMessages.flagSetting(keys.full(key), value, keys.source(key)));
        }
    }

    private void declare(String flag, String key, boolean enabled) {
        Boolean other = flags.putIfAbsent(flag, enabled);
        String otherKey = declarations.putIfAbsent(flag, key);
        if (other != null && otherKey != null && other != enabled) {
            problems.add(SettingsMessages.declaredTwice(
                    flag,
                    keys.full(otherKey) + "=" + other + " (from " + keys.source(otherKey) + ")",
                    keys.full(key) + "=" + enabled + " (from " + keys.source(key) + ")"));
        }
    }

    private static @Nullable String wrongName(String flag) {
        try {
            FlagNames.requireValid(flag);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** Quotes are allowed, as MicroProfile's own keys have them around names that contain dots. */
    private static String unquoted(String name) {
        boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
