package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what an annotation wants to happen while the flag is off, and judges whether it can. */
final class WhenOffResolver {

    private final DiscoveredBeans beans;
    private final SwitchedMethod switched;
    private final Signature method;
    private final FeatureToggle annotation;
    private final DeploymentProblems problems;

    WhenOffResolver(DiscoveredBeans beans, SwitchedMethod switched, DeploymentProblems problems) {
        this.beans = beans;
        this.switched = switched;
        this.method = switched.method();
        this.annotation = switched.annotation();
        this.problems = problems;
    }

    /** Gives null if there is none; why is told, unless the method is noted as missing. */
    @Nullable
    WhenOff resolve() {
        boolean throwing = annotation.orThrow() != Throwable.class;
        boolean handled = annotation.redirectTo() != void.class;
        boolean named = !annotation.redirect().isEmpty();
        if (throwing && (handled || named)) {
            problems.add(ToggleMessages.redirectAndException(switched.place()));
        }
        if (named && switched.isByClass()) {
            problems.add(ToggleMessages.redirectOnClass(switched.place()));
            return null;
        }
        if (switched.isByClass() && Methods.isOfObject(method.method())) {
            // No business method, but intercepted with them: an object is equal to itself whatever a flag says.
            return (call, beanManager) -> call.proceed();
        }
        if (handled) {
            return handler(named ? annotation.redirect() : switched.name());
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
            problems.add(ToggleMessages.exceptionNotDeclared(switched.toString(), type.getName()));
        }
        WhenOff exception = ThrownException.of(
                type,
                "The feature flag '" + annotation.value() + "' is off: "
                        + switched.beanClass().getName() + "." + method);
        if (exception == null) {
            problems.add(ToggleMessages.exceptionWithoutConstructor(switched.place(), type.getName()));
        }
        return exception;
    }

    private @Nullable WhenOff redirect() {
        String name = annotation.redirect();
        Signature redirect = Methods.find(switched.beanClass(), name, method);
        if (redirect == null) {
            problems.add(ToggleMessages.redirectMissing(
                    switched.toString(),
                    name + method.parameters(),
                    switched.beanClass().getName(),
                    Methods.candidates(switched.beanClass(), name)));
            return null;
        }
        if (redirect.method().equals(method.method())) {
            problems.add(ToggleMessages.redirectToItself(switched.toString()));
        }
        if (Methods.isPrivate(redirect.method())) {
            problems.add(ToggleMessages.redirectPrivate(switched.toString(), redirect.toString()));
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
        boolean sameBean = bean.getBeanClass() == switched.beanClass()
                && annotation.redirectTo().isAssignableFrom(switched.beanClass());
        if (sameBean && name.equals(switched.name())) {
            problems.add(ToggleMessages.redirectToItself(switched.toString()));
        }
        if (!Modifier.isPublic(redirect.method().getModifiers()) || Methods.isStatic(redirect.method())) {
            problems.add(ToggleMessages.handlerMethodHidden(switched.toString(), shown));
        }
        checkOutcome(redirect, shown);
        return new RedirectHandler(bean, type, redirect.method());
    }

    private @Nullable Bean<?> handlerBean() {
        Class<?> handler = annotation.redirectTo();
        List<Bean<?>> found = beans.resolve(handler);
        if (found.isEmpty()) {
            problems.add(ToggleMessages.noHandler(switched.place(), handler.getName()));
        } else if (found.size() > 1) {
            problems.add(ToggleMessages.severalHandlers(
                    switched.place(), handler.getName(), found.stream().map(beans::describe)));
        }
        return found.size() == 1 ? found.get(0) : null;
    }

    private void tellMissing(Type handler, String name) {
        if (!switched.noteAsMissing()) {
            problems.add(ToggleMessages.redirectMissing(
                    switched.toString(),
                    name + method.parameters(),
                    handler.getTypeName(),
                    Methods.candidates(handler, name)));
        }
    }

    private void checkOutcome(Signature redirect, String shown) {
        if (!Types.fits(method.returned(), redirect.returned())) {
            problems.add(ToggleMessages.redirectReturns(
                    switched.toString(),
                    shown,
                    redirect.returned().getTypeName(),
                    method.returned().getTypeName()));
        }
        for (Class<?> thrown : redirect.checked()) {
            if (!method.declares(thrown)) {
                problems.add(ToggleMessages.redirectThrows(switched.toString(), shown, thrown.getName()));
            }
        }
    }
}
