package dev.flipper.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line of {@link CopyFlags} says.
 *
 * @param source the kind of the store that has the flags
 * @param target the kind of the store that gets them
 * @param settings the file with their settings; null if there is none
 * @param client whose settings they are
 * @param replace whether what differs is replaced
 */
record CopyArguments(String source, String target, @Nullable String settings, String client, boolean replace) {

    private static final String DEFAULT_CLIENT = "default";
    private static final Pattern CLIENT = Pattern.compile("[a-zA-Z0-9_-]+");

    private static final String SETTINGS = "--settings=";
    private static final String FOR_CLIENT = "--client=";
    private static final String REPLACE = "--replace";

    CopyArguments {
        if (source.equals(target)) {
            throw new IllegalArgumentException("'" + source + "' is given twice, and would have the same settings;"
                    + " the two stores have to be of different kinds");
        }
        if (!CLIENT.matcher(client).matches()) {
            throw new IllegalArgumentException(
                    FOR_CLIENT + client + ": the name of a client has to consist of letters, digits, '-' and '_'");
        }
    }

    /** Throws {@code IllegalArgumentException} if they are wrong, with a message that says what is. */
    static CopyArguments parse(List<String> arguments) {
        List<String> stores = new ArrayList<>();
        String settings = null;
        String client = DEFAULT_CLIENT;
        boolean replace = false;
        for (String argument : arguments) {
            if (argument.startsWith(SETTINGS)) {
                settings = argument.substring(SETTINGS.length());
            } else if (argument.startsWith(FOR_CLIENT)) {
                client = argument.substring(FOR_CLIENT.length());
            } else if (argument.equals(REPLACE)) {
                replace = true;
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("There is no option " + argument);
            } else {
                stores.add(argument);
            }
        }
        if (stores.size() != 2) {
            throw new IllegalArgumentException("Two stores have to be given, and there are " + stores.size()
                    + (stores.isEmpty() ? "" : ": " + String.join(", ", stores)));
        }
        return new CopyArguments(stores.get(0), stores.get(1), settings, client, replace);
    }

    /** The key as users write it, of one without the prefix of the client. */
    String full(String key) {
        return (client.equals(DEFAULT_CLIENT) ? "flipper." : "flipper.client." + client + ".") + key;
    }
}
