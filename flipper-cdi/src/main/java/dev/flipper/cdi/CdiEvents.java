package dev.flipper.cdi;

import dev.flipper.event.FlagEvent;
import dev.flipper.event.FlagEventSubscriber;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** Fires the client's events as CDI events, in the class loader of the application whatever thread changed the flag. */
final class CdiEvents implements FlagEventSubscriber {

    private final FlipperClient client;
    private final BeanManager beanManager;
    private final @Nullable ClassLoader application = Thread.currentThread().getContextClassLoader();

    CdiEvents(String client, BeanManager beanManager) {
        this.client = FlipperClient.Literal.of(client);
        this.beanManager = beanManager;
    }

    @Override
    public void onEvent(FlagEvent event) {
        Annotation moment = event.type().isPre() ? Pre.Literal.INSTANCE : Post.Literal.INSTANCE;
        Thread thread = Thread.currentThread();
        ClassLoader caller = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            beanManager.getEvent().select(moment, client).fire(event);
        } finally {
            thread.setContextClassLoader(caller);
        }
    }
}
