package dev.flipper.cdi;

import org.jspecify.annotations.Nullable;

/** Turns one annotation into what a call of one method needs, or into problems. */
final class ToggleResolver {

    private final ToggleContext context;
    private final SwitchedMethod switched;
    private final DeploymentProblems problems = new DeploymentProblems();

    ToggleResolver(ToggleContext context, SwitchedMethod switched) {
        this.context = context;
        this.switched = switched;
    }

    /** Gives null if there are problems. */
    @Nullable
    Toggle resolve(DeploymentProblems all) {
        checkAnnotation();
        checkMethod();
        FlagArguments arguments = FlagArguments.of(switched.method(), switched.toString(), problems);
        WhenOff whenOff = new WhenOffResolver(context.beans(), switched, problems).resolve();
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
        if (!context.clients().isEmpty() && !context.clients().contains(annotation.client())) {
            problems.add(ToggleMessages.unknownClient(switched.place(), annotation.client(), context.clients()));
        }
    }

    private void checkMethod() {
        if (Methods.isPrivate(switched.method().method())) {
            problems.add(ToggleMessages.notIntercepted(switched.toString(), "private"));
        } else if (Methods.isStatic(switched.method().method())) {
            problems.add(ToggleMessages.notIntercepted(switched.toString(), "static"));
        }
    }
}
