package dev.flipper.cdi;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the clients that settings and store beans speak of. */
final class ClientNames {

    private static final String VARIABLE_PREFIX = FlipperConfig.variable(ClientKeys.CLIENTS);

    private static final String DEFAULT_VARIABLE = FlipperConfig.variable(FlipperClient.DEFAULT);

    private final FlipperConfig config;
    private final KnownKeys known;
    private final DeploymentProblems problems;
    private final Set<String> names = new TreeSet<>(Set.of(FlipperClient.DEFAULT));

    ClientNames(FlipperConfig config, KnownKeys known, DeploymentProblems problems) {
        this.config = config;
        this.known = known;
        this.problems = problems;
    }

    /**
     * Finds all, the default client among them.
     *
     * @param used the names by which the application asks for clients
     * @param onBeans the names that store beans have as a qualifier
     */
    Set<String> find(Set<String> used, Set<String> onBeans) {
        config.keys().stream().filter(key -> key.startsWith(ClientKeys.CLIENTS)).forEach(this::addOfKey);
        for (String name : onBeans) {
            add(name, "@FlipperClient(\"" + name + "\") on a FeatureFlagStore bean");
        }
        config.variables().forEach(variable -> addOfVariable(variable, used));
        return names;
    }

    private void addOfKey(String key) {
        String rest = key.substring(ClientKeys.CLIENTS.length());
        int dot = rest.indexOf('.');
        String place = key + " (from " + config.source(key) + ")";
        if (dot < 0) {
            SettingsMessages.unknownKey(key, config.source(key), "; did you mean " + key + ".store?");
        } else if (rest.startsWith(FlipperClient.DEFAULT + ".")) {
            problems.add(SettingsMessages.defaultClientKey(place, FlipperConfig.PREFIX + rest.substring(dot + 1)));
        } else {
            add(rest.substring(0, dot), place);
        }
    }

    private void add(String name, String place) {
        if (ClientKeys.isName(name)) {
            names.add(name);
        } else {
            problems.add(SettingsMessages.clientName(place, name));
        }
    }

    private void addOfVariable(String variable, Set<String> used) {
        String client = clientPart(variable);
        if (DEFAULT_VARIABLE.equals(client)) {
            String key = variable.substring(VARIABLE_PREFIX.length() + DEFAULT_VARIABLE.length() + 1);
            String right = FlipperConfig.variable(FlipperConfig.PREFIX) + key;
            problems.add(SettingsMessages.defaultClientKey(variable + " (from the environment)", right));
        } else if (client != null && names.stream().noneMatch(name -> isVariable(client, name))) {
            names.add(spelling(client, used));
        }
    }

    private static boolean isVariable(String client, String name) {
        return FlipperConfig.variable(name).equals(client);
    }

    /** A variable has capitals and underscores only; how the name is written, those tell who use it. */
    private static String spelling(String client, Set<String> used) {
        return used.stream()
                .filter(name -> ClientKeys.isName(name) && isVariable(client, name))
                .findFirst()
                .orElse(client.toLowerCase(Locale.ROOT));
    }

    /** What stands before the key in the name of a variable, if it ends in a key. */
    private @Nullable String clientPart(String variable) {
        if (!variable.startsWith(VARIABLE_PREFIX)) {
            return null;
        }
        String rest = variable.substring(VARIABLE_PREFIX.length());
        List<String> suffixes = known.keys().stream()
                .map(key -> "_" + FlipperConfig.variable(key))
                .filter(suffix -> rest.endsWith(suffix) && rest.length() > suffix.length())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return suffixes.isEmpty()
                ? null
                : rest.substring(0, rest.length() - suffixes.get(0).length());
    }
}
