package dev.flipper.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls a method of another bean as any bean would, so that what its container does around a call is done. */
final class RedirectHandler implements WhenOff {

    private final Bean<?> bean;
    private final Type type;
    private final Method method;
    /** Of a normal scope: stands for whatever object is current at a call. */
    private volatile @Nullable Object reference;

    /** The type is the one of the bean's types that has the method. */
    RedirectHandler(Bean<?> bean, Type type, Method method) {
        this.bean = bean;
        this.type = type;
        this.method = method;
        method.setAccessible(true);
    }

    @Override
    public @Nullable Object happen(InvocationContext call, BeanManager beanManager) throws Exception {
        if (bean.getScope() == Dependent.class) {
            return callOnce(call, beanManager);
        }
        Object known = reference;
        return Methods.call(method, known != null ? known : refer(beanManager), call.getParameters());
    }

    private Object refer(BeanManager beanManager) {
        Object found = beanManager.getReference(bean, type, beanManager.createCreationalContext(bean));
        if (beanManager.isNormalScope(bean.getScope())) {
            reference = found;
        }
        return found;
    }

    /** With a handler that lives as long as the call, or until the stage that it returns has completed. */
    private @Nullable Object callOnce(InvocationContext call, BeanManager beanManager) throws Exception {
        CreationalContext<?> dependents = beanManager.createCreationalContext(null);
        Object result = null;
        try {
            Object handler = beanManager.getReference(bean, type, dependents);
            result = Methods.call(method, handler, call.getParameters());
        } finally {
            if (result instanceof CompletionStage<?> stage) {
                releaseAfter(stage, dependents);
            } else {
                dependents.release();
            }
        }
        return result;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever called has the stage itself
    private static void releaseAfter(CompletionStage<?> stage, CreationalContext<?> dependents) {
        stage.whenComplete((value, failure) -> dependents.release());
    }
}
