package dev.flipper.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call through while its flag is on, and redirects it while it is off. Comes before the interceptors of the
 * application, so that a call that does not take place is not seen by them.
 */
@FeatureToggle("")
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class FeatureToggleInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // CDI demands of its own beans that they can be passivated
    private final BeanManager beanManager;

    /** Not written when a bean is passivated, and looked up again after that. */
    private transient @Nullable FlipperExtension extension;

    @Inject
    FeatureToggleInterceptor(BeanManager beanManager) {
        this.beanManager = beanManager;
    }

    @AroundInvoke
    @Nullable
    Object aroundInvoke(InvocationContext call) throws Exception {
        FlipperExtension flipper = extension();
        return flipper.toggles()
                .find(call.getTarget().getClass(), call.getMethod())
                .call(call, flipper, beanManager);
    }

    /** Timers of EJBs: containers do not count their calls among those of a business method. */
    @AroundTimeout
    @Nullable
    Object aroundTimeout(InvocationContext call) throws Exception {
        return aroundInvoke(call);
    }

    private FlipperExtension extension() {
        FlipperExtension found = extension;
        if (found == null) {
            found = beanManager.getExtension(FlipperExtension.class);
            extension = found;
        }
        return found;
    }
}
