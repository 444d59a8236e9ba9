package dev.flipper.cdi;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One switched method of one bean class, with everything about it that does not change from call to call. */
final class Toggle {

    private final String description;
    private final String client;
    private final String flag;
    /** Names of attributes by the position of the argument. */
    private final Map<Integer, String> attributes;

    private final WhenOff whenOff;
    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private volatile @Nullable FeatureFlag handle;

    Toggle(String description, FeatureToggle annotation, Map<Integer, String> attributes, WhenOff whenOff) {
        this.description = description;
        this.client = annotation.client();
        this.flag = annotation.value();
        this.attributes = attributes;
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
            known = flipper.client(client, beanManager).get(flag);
            handle = known;
        }
        return isOn(known, call) ? call.proceed() : whenOff.happen(call, beanManager);
    }

    private boolean isOn(FeatureFlag known, InvocationContext call) {
        if (attributes.isEmpty()) {
            return known.isEnabled();
        }
        EvaluationContext context = context(call.getParameters());
        return context != null && known.isEnabled(context);
    }

    /** Gives null if an argument is none that a flag can be checked with: a check never hurts its caller. */
    private @Nullable EvaluationContext context(@Nullable Object[] arguments) {
        EvaluationContext.Builder context = EvaluationContext.builder();
        try {
            attributes.forEach((position, name) -> context.put(name, arguments[position]));
            return context.build();
        } catch (Throwable e) {
            // Not only what the context refuses: a collection that loads itself lazily may throw anything.
            if (refusalTold.compareAndSet(false, true)) {
                ToggleMessages.attributeRefused(description, e);
            }
            return null;
        }
    }
}
