package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what an annotation wants to happen while the flag is off, and judges whether it can. */
final class WhenOffResolver {

    private final DiscoveredBeans beans;
    private final Class<?> beanClass;
    private final Signature method;
    private final FeatureToggle annotation;
    private final String place;
    private final String description;
    private final DeploymentProblems problems;
    private final @Nullable Collection<String> missing;

    WhenOffResolver(
            DiscoveredBeans beans,
            Class<?> beanClass,
            Signature method,
            FeatureToggle annotation,
            String place,
            String description,
            DeploymentProblems problems,
            @Nullable Collection<String> missing) {
        this.beans = beans;
        this.beanClass = beanClass;
        this.method = method;
        this.annotation = annotation;
        this.place = place;
        this.description = description;
        this.problems = problems;
        this.missing = missing;
    }

    /** Gives null if there is none; why is told, unless the method is noted as missing. */
    @Nullable
    WhenOff resolve() {
        boolean throwing = annotation.orThrow() != Throwable.class;
        boolean handled = annotation.redirectTo() != void.class;
        boolean named = !annotation.redirect().isEmpty();
        if (throwing && (handled || named)) {
            problems.add(ToggleMessages.redirectAndException(place));
        }
        if (named && missing != null) {
            problems.add(ToggleMessages.redirectOnClass(place));
            return null;
        }
        if (handled) {
            return handler(named ? annotation.redirect() : method.method().getName());
        }
        if (named) {
            return redirect();
        }
        return throwing ? exception() : emptyValue();
    }

    private WhenOff emptyValue() {
        var values = EmptyValues.of(method.returned());
        return (call, beanManager) -> values.get();
    }

    private @Nullable WhenOff exception() {
        Class<? extends Throwable> type = annotation.orThrow();
        if (!Signature.isUnchecked(type) && !method.declares(type)) {
            problems.add(ToggleMessages.exceptionNotDeclared(description, type.getName()));
        }
        WhenOff exception = ThrownException.of(
                type, "The feature flag '" + annotation.value() + "' is off: " + beanClass.getName() + "." + method);
        if (exception == null) {
            problems.add(ToggleMessages.exceptionWithoutConstructor(place, type.getName()));
        }
        return exception;
    }

    private @Nullable WhenOff redirect() {
        String name = annotation.redirect();
        Signature redirect = Methods.find(beanClass, name, method);
        if (redirect == null) {
            problems.add(ToggleMessages.redirectMissing(
                    description, name + method.parameters(), beanClass.getName(), Methods.candidates(beanClass, name)));
            return null;
        }
        if (redirect.method().equals(method.method())) {
            problems.add(ToggleMessages.redirectToItself(description));
        }
        if (Methods.isPrivate(redirect.method())) {
            problems.add(ToggleMessages.redirectPrivate(description, redirect.toString()));
        }
        checkOutcome(redirect, redirect.toString());
        return new RedirectMethod(redirect.method());
    }

    private @Nullable WhenOff handler(String name) {
        Bean<?> bean = handlerBean();
        if (bean == null) {
            return null;
        }
        Type type = DiscoveredBeans.typeOf(bean, annotation.redirectTo());
        Signature redirect = Methods.find(type, name, method);
        if (redirect == null) {
            tellMissing(type, name);
            return null;
        }
        String shown = annotation.redirectTo().getName() + "." + redirect;
        if (redirect.method().equals(method.method())) {
            problems.add(ToggleMessages.redirectToItself(description));
        }
        if (!Modifier.isPublic(redirect.method().getModifiers()) || Methods.isStatic(redirect.method())) {
            problems.add(ToggleMessages.handlerMethodHidden(description, shown));
        }
        checkOutcome(redirect, shown);
        return new RedirectHandler(bean, type, redirect.method());
    }

    private @Nullable Bean<?> handlerBean() {
        Class<?> handler = annotation.redirectTo();
        List<Bean<?>> found = beans.resolve(handler);
        if (found.isEmpty()) {
            problems.add(ToggleMessages.noHandler(place, handler.getName()));
        } else if (found.size() > 1) {
            problems.add(ToggleMessages.severalHandlers(place, handler.getName(), found));
        }
        return found.size() == 1 ? found.get(0) : null;
    }

    private void tellMissing(Type handler, String name) {
        if (missing != null) {
            missing.add(method.toString());
        } else {
            problems.add(ToggleMessages.redirectMissing(
                    description, name + method.parameters(), handler.getTypeName(), Methods.candidates(handler, name)));
        }
    }

    private void checkOutcome(Signature redirect, String shown) {
        if (!Types.fits(method.returned(), redirect.returned())) {
            problems.add(ToggleMessages.redirectReturns(
                    description,
                    shown,
                    redirect.returned().getTypeName(),
                    method.returned().getTypeName()));
        }
        for (Class<?> thrown : redirect.checked()) {
            if (!method.declares(thrown)) {
                problems.add(ToggleMessages.redirectThrows(description, shown, thrown.getName()));
            }
        }
    }
}
