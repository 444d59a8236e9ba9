package dev.flipper.cdi;

import dev.flipper.EvaluationContextProvider;
import dev.flipper.FeatureFlagClientBuilder;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;

/** The application's beans that supply attributes which hold around a check. */
final class ContextProviderBeans {

    private final DiscoveredBeans beans;
    private final BeanManager beanManager;

    ContextProviderBeans(DiscoveredBeans beans, BeanManager beanManager) {
        this.beans = beans;
        this.beanManager = beanManager;
    }

    void addTo(FeatureFlagClientBuilder builder) {
        beans.defaultsOfType(EvaluationContextProvider.class).forEach(bean -> builder.contextProvider(provider(bean)));
    }

    private EvaluationContextProvider provider(Bean<?> bean) {
        return (EvaluationContextProvider) beanManager.getReference(
                bean, EvaluationContextProvider.class, beanManager.createCreationalContext(bean));
    }
}
