package dev.flipper.cdi;

import dev.flipper.EvaluationContextProvider;
import dev.flipper.FeatureFlagClientBuilder;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The application's beans that supply attributes to the checks of one client: those without a qualifier, which supply
 * all clients, and those qualified with the client. Of one attribute the bean with the highest priority decides.
 */
final class ContextProviderBeans implements AutoCloseable {

    private static final Comparator<Bean<?>> HIGHEST_LAST = Comparator.<Bean<?>>comparingInt(DiscoveredBeans::priority)
            .thenComparing(bean -> bean.getBeanClass().getName());

    private final FlipperClient client;
    private final DiscoveredBeans beans;
    private final BeanManager beanManager;
    /** Of what was made for this client alone. */
    private final List<CreationalContext<?>> creations = new ArrayList<>();

    ContextProviderBeans(String client, DiscoveredBeans beans, BeanManager beanManager) {
        this.client = FlipperClient.Literal.of(client);
        this.beans = beans;
        this.beanManager = beanManager;
    }

    /** Tells which clients the beans are for, which have to exist. */
    static void addUses(DiscoveredBeans beans, ClientUses uses) {
        for (Bean<?> bean : beans.ofType(EvaluationContextProvider.class)) {
            for (Annotation qualifier : bean.getQualifiers()) {
                if (qualifier instanceof FlipperClient client) {
                    String place = "@FlipperClient(\"" + client.value() + "\") on the context provider ";
                    uses.add(client.value(), place + bean.getBeanClass().getName());
                }
            }
        }
    }

    void addTo(FeatureFlagClientBuilder builder) {
        beans.ofType(EvaluationContextProvider.class).stream()
                .filter(this::isForClient)
                .sorted(HIGHEST_LAST)
                .forEach(bean -> builder.contextProvider(new ProviderBean(bean, reference(bean), beanManager)));
    }

    private boolean isForClient(Bean<?> bean) {
        return bean.getQualifiers().contains(Default.Literal.INSTANCE)
                || bean.getQualifiers().contains(client);
    }

    private EvaluationContextProvider reference(Bean<?> bean) {
        CreationalContext<?> creation = beanManager.createCreationalContext(bean);
        creations.add(creation);
        return (EvaluationContextProvider) beanManager.getReference(bean, EvaluationContextProvider.class, creation);
    }

    /** Destroys dependent beans, which nobody else has; the others are their scopes'. */
    @Override
    public void close() {
        creations.forEach(CreationalContext::release);
        creations.clear();
    }
}
