package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of clients in qualifiers of other things than injection points. */
final class ClientQualifiers {

    private final List<ObserverMethod<?>> observers = new ArrayList<>();

    /** Gives the client that the qualifiers name and that does not exist, else null. */
    static @Nullable String unknown(Collection<Annotation> qualifiers, Collection<String> clients) {
        for (Annotation qualifier : qualifiers) {
            if (qualifier instanceof FlipperClient client && !clients.contains(client.value())) {
                return client.value();
            }
        }
        return null;
    }

    void add(ObserverMethod<?> observer) {
        if (observer.getObservedQualifiers().stream().anyMatch(FlipperClient.class::isInstance)) {
            observers.add(observer);
        }
    }

    /** Finds the observers that would never be called. */
    void check(Collection<String> clients, DeploymentProblems problems) {
        for (ObserverMethod<?> observer : observers) {
            String unknown = unknown(observer.getObservedQualifiers(), clients);
            if (unknown != null) {
                problems.add(EventMessages.observerOfNoClient(describe(observer), unknown, String.join(", ", clients)));
            }
        }
    }

    private static String describe(ObserverMethod<?> observer) {
        return "of " + observer.getObservedType().getTypeName() + " in "
                + observer.getBeanClass().getName();
    }
}
