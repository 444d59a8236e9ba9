package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** What happens in place of a call whose flag is off. Thread-safe. */
interface WhenOff {

    @Nullable
    Object happen(InvocationContext call, BeanManager beanManager) throws Exception;
}
