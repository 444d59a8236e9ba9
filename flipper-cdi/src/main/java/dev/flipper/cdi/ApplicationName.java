package dev.flipper.cdi;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds out what the server calls the application. */
final class ApplicationName {

    private ApplicationName() {}

    /** Gives {@code app}, or {@code app/module} for a part of an EAR; empty outside of a server. */
    static String find() {
        String application = lookUp("java:app/AppName");
        String module = lookUp("java:module/ModuleName");
        if (application.isEmpty() || module.isEmpty() || application.equals(module)) {
            return application.isEmpty() ? module : application;
        }
        return application + "/" + module;
    }

    @SuppressWarnings("BanJNDI") // the names are two constants, and the server's own
    private static String lookUp(String name) {
        try {
            Object found = InitialContext.doLookup(name);
            return String.valueOf(found);
        } catch (NamingException e) {
            // Java SE has no such names, and a server has them only where an application is active.
            return "";
        }
    }
}
