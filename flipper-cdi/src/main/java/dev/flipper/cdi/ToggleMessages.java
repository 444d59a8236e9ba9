package dev.flipper.cdi;

import static dev.flipper.cdi.Messages.log;
import static dev.flipper.cdi.Messages.numbered;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the extension logs and complains of about {@link FeatureToggle}. */
final class ToggleMessages {

    private ToggleMessages() {}

    /** The annotation as it stands in the source. */
    static String describe(FeatureToggle annotation) {
        StringBuilder text = new StringBuilder("@FeatureToggle(\"")
                .append(annotation.value())
                .append('"');
        if (!annotation.client().equals(FlipperClient.DEFAULT)) {
            text.append(", client = \"").append(annotation.client()).append('"');
        }
        if (annotation.redirectTo() != void.class) {
            text.append(", redirectTo = ")
                    .append(annotation.redirectTo().getTypeName())
                    .append(".class");
        }
        if (!annotation.redirect().isEmpty()) {
            text.append(", redirect = \"").append(annotation.redirect()).append('"');
        }
        if (annotation.orThrow() != Throwable.class) {
            text.append(", orThrow = ").append(annotation.orThrow().getName()).append(".class");
        }
        return text.append(')').toString();
    }

    static void attributeRefused(String toggle, Throwable failure) {
        log(
                Level.WARNING,
                3,
                toggle + ": an argument cannot be an attribute, so that the flag counts as off; further cases"
                        + " are not logged",
                failure);
    }

    static void bypassed(String toggle, String redirect, String annotation) {
        log(
                Level.WARNING,
                20,
                toggle + ": the redirect " + redirect + " is called past the container, which does not heed "
                        + annotation + " on it; move the redirect to a bean of its own and name that with redirectTo",
                null);
    }

    static String redirectMissing(String toggle, String wanted, String owner, String candidates) {
        return numbered(1005, toggle + ": " + owner + " has no method " + wanted + candidates);
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

    static String onDecorator(String place) {
        return numbered(1210, place + ": the class is a decorator, and no container intercepts such classes");
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
                        + " methods, or name a class that has a counterpart of each with redirectTo");
    }

    static String noHandler(String toggle, String handler) {
        return numbered(
                1201,
                toggle + ": there is no bean of the type " + handler + "; give the class a scope, for"
                        + " example @ApplicationScoped");
    }

    static String severalHandlers(String toggle, String handler, Stream<String> beans) {
        String found = beans.sorted().collect(Collectors.joining(", "));
        return numbered(
                1202,
                toggle + ": the type " + handler + " is that of several beans: " + found + "; name the class of one");
    }

    static String counterpartsMissing(String toggle, String handler, Collection<String> methods) {
        return numbered(1203, toggle + ": " + handler + " has no counterpart of " + String.join(", ", methods));
    }

    static String handlerMethodHidden(String toggle, String redirect) {
        return numbered(
                1204,
                toggle + ": the redirect " + redirect + " has to be public and not static, as it is called by way of"
                        + " its bean");
    }

    static String redirectAndException(String toggle) {
        return numbered(1205, toggle + ": either a redirect runs or an exception is thrown; leave out one of them");
    }

    static String annotationsDisagree(String place, Map<FeatureToggle, Class<?>> annotations) {
        String found = annotations.entrySet().stream()
                .map(entry -> "@" + entry.getValue().getName() + " says " + describe(entry.getKey()))
                .collect(Collectors.joining(", "));
        return numbered(1206, place + ": its annotations disagree: " + found + "; one of its own would decide");
    }

    static String exceptionWithoutConstructor(String toggle, String exception) {
        return numbered(
                1207,
                toggle + ": " + exception
                        + " cannot be created: it has to be a class that is not abstract, with a public"
                        + " constructor that takes a String or nothing");
    }

    static String exceptionNotDeclared(String toggle, String exception) {
        return numbered(1208, toggle + ": " + exception + " is a checked exception that the method does not declare");
    }

    static String attributeTwice(String toggle, String attribute) {
        return numbered(1209, toggle + ": two arguments are the attribute '" + attribute + "'");
    }
}
