package dev.flipper.cdi;

import dev.flipper.EvaluationContext;
import dev.flipper.EvaluationContextProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** A bean that supplies attributes, where it has something to say: in its scope and in its part of the application. */
final class ProviderBean implements EvaluationContextProvider {

    private final EvaluationContextProvider provider;
    private final String name;
    private final BeanManager beanManager;
    /** Not null if the scope may be inactive. */
    private final @Nullable Class<? extends Annotation> scope;
    /** Not null if the bean belongs to one WAR of several that share a client. */
    private final @Nullable ClassLoader war;

    ProviderBean(Bean<?> bean, EvaluationContextProvider provider, BeanManager beanManager) {
        this.provider = provider;
        this.name = bean.getBeanClass().getName();
        this.beanManager = beanManager;
        boolean comesAndGoes = beanManager.isNormalScope(bean.getScope()) && bean.getScope() != ApplicationScoped.class;
        this.scope = comesAndGoes ? bean.getScope() : null;
        boolean shared = Packaging.warOf(ProviderBean.class) == null;
        this.war = shared && Packaging.warOf(bean.getBeanClass()) != null
                ? bean.getBeanClass().getClassLoader()
                : null;
    }

    @Override
    public EvaluationContext currentContext() {
        return isInWar() && isInScope() ? provider.currentContext() : EvaluationContext.empty();
    }

    private boolean isInWar() {
        if (war == null) {
            return true;
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        while (loader != null && loader != war) {
            loader = loader.getParent();
        }
        return loader != null;
    }

    private boolean isInScope() {
        if (scope == null) {
            return true;
        }
        try {
            return beanManager.getContext(scope).isActive();
        } catch (ContextNotActiveException e) {
            // Outside of a request, or whatever the scope is, there is nobody to tell of.
            return false;
        }
    }

    @Override
    public String name() {
        return name;
    }
}
