package dev.flipper.cdi;

import jakarta.decorator.Decorator;
import org.jspecify.annotations.Nullable;

/** Turns one annotation into what a call of one method needs, or into problems. */
final class ToggleResolver {

    private final DiscoveredBeans beans;
    private final SwitchedMethod switched;
    private final DeploymentProblems problems = new DeploymentProblems();

    ToggleResolver(DiscoveredBeans beans, SwitchedMethod switched) {
        this.beans = beans;
        this.switched = switched;
    }

    /** Gives null if there are problems. */
    @Nullable
    Toggle resolve(DeploymentProblems all) {
        checkAnnotation();
        checkMethod();
        FlagArguments arguments = FlagArguments.of(switched.method(), switched.toString(), problems);
        WhenOff whenOff = new WhenOffResolver(beans, switched, problems).resolve();
        all.addAll(problems);
        return whenOff == null || !problems.isEmpty()
                ? null
                : new Toggle(switched.toString(), switched.annotation(), arguments, whenOff);
    }

    private void checkAnnotation() {
        FeatureToggle annotation = switched.annotation();
        if (annotation.value().isEmpty()) {
            problems.add(Messages.emptyFlagName(switched.place()));
        }
    }

    private void checkMethod() {
        if (switched.beanClass().isAnnotationPresent(Decorator.class)) {
            problems.add(ToggleMessages.onDecorator(switched.place()));
        } else if (Methods.isPrivate(switched.method().method())) {
            problems.add(ToggleMessages.notIntercepted(switched.toString(), "private"));
        } else if (Methods.isStatic(switched.method().method())) {
            problems.add(ToggleMessages.notIntercepted(switched.toString(), "static"));
        }
    }
}
