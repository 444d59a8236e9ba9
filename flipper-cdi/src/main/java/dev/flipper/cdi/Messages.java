package dev.flipper.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the extension logs and complains of. Each message has a number by which it can be looked up. */
final class Messages {

    private static final Logger LOGGER = System.getLogger("dev.flipper.cdi");

    private Messages() {}

    static void attributeRefused(String toggle, Throwable failure) {
        log(
                Level.WARNING,
                3,
                toggle + ": an argument cannot be an attribute, so that the flag counts as off; further cases"
                        + " are not logged",
                failure);
    }

    static String emptyFlagName(String place) {
        return numbered(1003, place + " names no flag: the value must not be empty");
    }

    static String notAHandle(String place, String type) {
        boolean frozen = type.equals("boolean") || type.equals(Boolean.class.getName());
        String why = frozen ? ", which would keep for ever what the flag was at the injection" : "";
        return numbered(
                1004,
                place + " is of the type " + type + why
                        + ": make it a dev.flipper.FeatureFlag and ask its isEnabled()");
    }

    static String redirectMissing(String toggle, String wanted, String beanClass, String candidates) {
        return numbered(1005, toggle + ": " + beanClass + " has no method " + wanted + candidates);
    }

    static String redirectPrivate(String toggle, String redirect) {
        return numbered(1006, toggle + ": the redirect " + redirect + " is private; make it at least package-private");
    }

    static String redirectReturns(String toggle, String redirect, String returned, String wanted) {
        return numbered(
                1007,
                toggle + ": the redirect " + redirect + " returns " + returned + ", which does not fit " + wanted);
    }

    static String redirectThrows(String toggle, String redirect, String exception) {
        return numbered(
                1008,
                toggle + ": the redirect " + redirect + " throws " + exception
                        + ", a checked exception that the method itself does not declare");
    }

    static String redirectToItself(String toggle) {
        return numbered(1009, toggle + ": the method cannot be its own redirect");
    }

    static String attributeType(String toggle, String attribute, String type) {
        return numbered(
                1010,
                toggle + ": the argument of the attribute '" + attribute + "' is of the type " + type
                        + ", which a flag cannot be checked with; use a string, number, boolean, enum, UUID, List or Map");
    }

    static String emptyAttributeName(String toggle) {
        return numbered(1011, toggle + ": @FlagAttribute names no attribute: the value must not be empty");
    }

    static String notIntercepted(String toggle, String kind) {
        return numbered(1012, toggle + ": the method is " + kind + ", and no container intercepts such methods");
    }

    static String onInterface(String place, String beanClass) {
        return numbered(
                1013,
                place + " stands on an interface, where no container looks for it: put it on the class " + beanClass);
    }

    static String redirectOnClass(String toggle) {
        return numbered(
                1016,
                toggle + ": a class has no redirect, as one method cannot stand for all; put the annotation on"
                        + " methods");
    }

    static String problems(Collection<String> messages) {
        String count = messages.size() == 1 ? "a problem" : messages.size() + " problems";
        return "Flipper found " + count + " in the deployment:\n  " + String.join("\n  ", messages);
    }

    static void log(Level level, int number, String message, @Nullable Throwable failure) {
        LOGGER.log(level, numbered(number, message), failure);
    }

    static String numbered(int number, String message) {
        return String.format(Locale.ROOT, "FLIPPER-%04d: %s", number, message);
    }
}
