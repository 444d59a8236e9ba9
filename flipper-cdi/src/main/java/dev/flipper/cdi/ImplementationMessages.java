package dev.flipper.cdi;

/** What is wrong with beans that implement an interface by turns. */
final class ImplementationMessages {

    private ImplementationMessages() {}

    static String incomplete(String place, String counterpart) {
        return Messages.numbered(
                1401,
                place + " has no counterpart: there is no bean with " + counterpart
                        + ". It implements the same interface, and has a scope, @Dependent for example");
    }

    static String nothingInCommon(String place, String counterparts) {
        return Messages.numbered(1402, place + " and its counterpart have no interface in common: " + counterparts);
    }

    static String ambiguous(String place, String counterparts) {
        return Messages.numbered(1403, place + " has more than one counterpart: " + counterparts);
    }

    static String twoSwitches(String type, String place, String other) {
        return Messages.numbered(
                1404,
                type + " is switched twice, by " + place + " and by " + other
                        + ": one flag can decide; restrict the types of the beans with @Typed");
    }

    static String defaultBean(String place, String type, String bean) {
        return Messages.numbered(
                1405,
                place + ": " + bean + " implements " + type + " as well, whatever the flag says; give it a"
                        + " qualifier, or restrict its types or those of the two with @Typed");
    }

    static String notImplementable(String implementations, Exception failure) {
        return Messages.numbered(
                1406, "No object can implement " + implementations + " (" + failure.getMessage() + ")");
    }
}
