package dev.flipper.cdi;

import dev.flipper.FeatureFlag;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One switched method of one bean class, with everything about it that does not change from call to call. */
final class Toggle {

    private final String description;
    private final String client;
    private final String flag;
    private final FlagArguments arguments;
    private final WhenOff whenOff;
    private volatile @Nullable FeatureFlag handle;

    Toggle(String description, FeatureToggle annotation, FlagArguments arguments, WhenOff whenOff) {
        this.description = description;
        this.client = annotation.client();
        this.flag = annotation.value();
        this.arguments = arguments;
        this.whenOff = whenOff;
    }

    /** The method of the same bean that runs while the flag is off. */
    Optional<Method> redirect() {
        return whenOff instanceof RedirectMethod redirect ? Optional.of(redirect.method()) : Optional.empty();
    }

    @Override
    public String toString() {
        return description;
    }

    /** Clients are asked for by name, and only until the flag's handle is there. */
    @Nullable
    Object call(InvocationContext call, FlipperExtension flipper, BeanManager beanManager) throws Exception {
        FeatureFlag known = handle;
        if (known == null) {
            known = flipper.client(client).get(flag);
            handle = known;
        }
        return arguments.isEnabled(known, call.getParameters()) ? call.proceed() : whenOff.happen(call, beanManager);
    }
}
