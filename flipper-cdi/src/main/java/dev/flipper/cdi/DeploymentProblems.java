package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.Set;
import java.util.TreeSet;

/** Collects what is wrong with a deployment, so that all of it is told at once, ordered by number. */
final class DeploymentProblems {

    private final Set<String> messages = new TreeSet<>();

    void add(String message) {
        messages.add(message);
    }

    void addAll(DeploymentProblems others) {
        messages.addAll(others.messages);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Fails the deployment if there are problems: before the container itself stumbles over the first of them. */
    void reportTo(AfterBeanDiscovery event) {
        if (!messages.isEmpty()) {
            DefinitionException problems = new DefinitionException(toString());
            // The stack shows the container and this class, where nobody has to look for the problems.
            problems.setStackTrace(new StackTraceElement[0]);
            event.addDefinitionError(problems);
        }
    }

    @Override
    public String toString() {
        return Messages.problems(messages);
    }
}
