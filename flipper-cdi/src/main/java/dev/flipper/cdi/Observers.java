package dev.flipper.cdi;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The application's observers of the events of one client. Thread-safe. */
final class Observers {

    private final FlipperClient client;
    private final BeanManager beanManager;
    private final ContainerContext container;

    Observers(String client, BeanManager beanManager, ContainerContext container) {
        this.client = FlipperClient.Literal.of(client);
        this.beanManager = beanManager;
        this.container = container;
    }

    /** Tells the synchronous observers, and if none of them throws the asynchronous ones. */
    void ask(Object event, String description, Annotation... moment) {
        Annotation[] qualifiers = withClient(moment);
        container.run(beanManager, () -> {
            fire(event, qualifiers);
            fireAsync(event, description, qualifiers);
        });
    }

    /** Tells all observers; what a synchronous one throws is thrown in the end. */
    void tell(Object event, String description, Annotation... moment) {
        Annotation[] qualifiers = withClient(moment);
        container.run(beanManager, () -> {
            try {
                fire(event, qualifiers);
            } finally {
                fireAsync(event, description, qualifiers);
            }
        });
    }

    private Annotation[] withClient(Annotation... moment) {
        Annotation[] qualifiers = Arrays.copyOf(moment, moment.length + 1);
        qualifiers[moment.length] = client;
        return qualifiers;
    }

    private void fire(Object event, Annotation... qualifiers) {
        beanManager.getEvent().select(qualifiers).fire(event);
    }

    private void fireAsync(Object event, String description, Annotation... qualifiers) {
        if (beanManager.resolveObserverMethods(event, qualifiers).stream().noneMatch(ObserverMethod::isAsync)) {
            return;
        }
        try {
            CompletionStage<Object> told = fireAsync(beanManager.getEvent().select(qualifiers), event);
            told.whenComplete((same, failure) -> {
                if (failure != null) {
                    EventMessages.asyncObserverFailed(description, failure);
                }
            });
        } catch (RuntimeException e) {
            // Nobody's veto: the executor is closed or full.
            EventMessages.asyncObserversNotTold(description, e);
        }
    }

    private CompletionStage<Object> fireAsync(Event<Object> target, Object event) {
        Executor executor = container.executor();
        return executor == null
                ? target.fireAsync(event)
                : target.fireAsync(event, NotificationOptions.ofExecutor(executor));
    }
}
