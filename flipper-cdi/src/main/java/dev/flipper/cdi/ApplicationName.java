package dev.flipper.cdi;

import org.jspecify.annotations.Nullable;

/** Finds out what to call the application that the clients belong to. */
final class ApplicationName {

    private ApplicationName() {}

    /**
     * Gives {@code app}, or {@code app/module} for a WAR of an EAR that has the library for itself, so that no two
     * clients of a server have one name; empty outside of a server.
     */
    static String find() {
        return of(ContainerNames.application(), ContainerNames.module(), Packaging.warOf(ApplicationName.class));
    }

    /**
     * Puts the parts together.
     *
     * @param application what the server calls the application, empty outside of one
     * @param module what it calls the part that the thread is in, empty if it is in none: the name of a WAR that stands
     *     alone may differ from its file's
     * @param war the WAR that the library lies in
     */
    static String of(String application, String module, @Nullable String war) {
        boolean alone = war == null || war.equals(application) || module.equals(application);
        return application.isEmpty() || alone ? application : application + "/" + war;
    }
}
