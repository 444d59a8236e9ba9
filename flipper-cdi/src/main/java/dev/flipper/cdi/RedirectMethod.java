package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls another method of the same object, past its interceptors. */
final class RedirectMethod implements WhenOff {

    private final Method method;

    RedirectMethod(Method method) {
        this.method = method;
        // A redirect is often not public, being nobody else's business.
        method.setAccessible(true);
    }

    Method method() {
        return method;
    }

    @Override
    public @Nullable Object happen(InvocationContext call, BeanManager beanManager) throws Exception {
        return Methods.call(method, call.getTarget(), call.getParameters());
    }
}
