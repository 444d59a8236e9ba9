package dev.flipper.cdi;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The names that a server binds for the application whose thread it is. */
final class ContainerNames {

    private ContainerNames() {}

    /** What the server calls the application, empty outside of one. */
    static String application() {
        return text("java:app/AppName");
    }

    /**
     * What the server calls the WAR or EJB jar, empty outside of one: also while a server starts or stops an EAR as a
     * whole, and then the names of {@code java:comp} are not there either, or are nobody's.
     */
    static String module() {
        return text("java:module/ModuleName");
    }

    private static String text(String name) {
        Object found = lookUp(name);
        return found == null ? "" : found.toString();
    }

    /** Gives null if the name is not bound. */
    @SuppressWarnings("BanJNDI") // the names are constants, and the server's own
    static @Nullable Object lookUp(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            // Java SE has no such names, and a server has them only where an application is active.
            return null;
        }
    }
}
