package dev.flipper.store.jpa;

import java.util.regex.Pattern;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What the server has bound to names of its own, in this process. */
final class Jndi {

    /** Other schemes, as ldap:, would ask other machines, who might answer with code. */
    private static final Pattern LOCAL = Pattern.compile("(?:java:)?[^:]+");

    static final String EXPECTED = "a JNDI name, as java:jboss/datasources/HorsesDS or jdbc/horses";

    private Jndi() {}

    static boolean isName(String name) {
        return LOCAL.matcher(name).matches();
    }

    /**
     * Looks a name up.
     *
     * @throws NamingException if nothing is bound to it
     * @throws IllegalArgumentException if the name leads out of this process
     */
    @SuppressWarnings("BanJNDI") // dangerous with names from outside, and with those that lead there
    static @Nullable Object lookUp(String name) throws NamingException {
        if (!isName(name)) {
            throw new IllegalArgumentException("It must be " + EXPECTED + "; it is '" + name + "'");
        }
        return new InitialContext().lookup(name);
    }
}
