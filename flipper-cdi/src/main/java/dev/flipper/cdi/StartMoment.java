package dev.flipper.cdi;

/**
 * Decides which of a server's announcements is the one to open the clients at. A server may announce the start of an
 * application while it is in none of its parts, where there are no {@code java:comp} names and no context to keep; the
 * WARs start after that, each in its own context. Not thread-safe: used while the application is deployed.
 */
final class StartMoment {

    private boolean web = Packaging.warOf(StartMoment.class) != null;

    /** Looks where a class of the application lies. */
    void saw(Class<?> member) {
        web = web || Packaging.warOf(member) != null;
    }

    /** Tells whether there is nothing better to wait for than this moment. */
    boolean isNow() {
        return isNow(ContainerNames.application(), ContainerNames.module(), web);
    }

    static boolean isNow(String application, String module, boolean web) {
        boolean server = !application.isEmpty();
        boolean inPart = !module.isEmpty();
        return inPart || !server || !web;
    }
}
