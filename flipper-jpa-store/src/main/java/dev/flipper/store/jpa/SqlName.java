package dev.flipper.store.jpa;

import java.util.regex.Pattern;

/** Names of schemas, tables and columns. */
final class SqlName {

    /** 63 is what the narrowest of the usual databases takes, PostgreSQL, which would cut a longer one. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    static final String EXPECTED = "letters, digits and underscores, no digit first, 63 at most";

    private SqlName() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Checks a name. Others could be quoted too, but are rather a mistake, or an attack.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String require(String what, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("The " + what + " must be " + EXPECTED + "; it is '" + name + "'");
        }
        return name;
    }
}
