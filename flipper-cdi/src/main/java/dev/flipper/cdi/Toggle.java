package dev.flipper.cdi;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One switched method of one bean class, with everything about it that does not change from call to call. */
final class Toggle {

    private final String description;
    private final String client;
    private final String flag;
    /** Names of attributes by the position of the argument. */
    private final Map<Integer, String> attributes;

    private final Class<?> returnType;
    private final @Nullable Method redirect;
    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private volatile @Nullable FeatureFlag handle;

    Toggle(
            String description,
            String client,
            String flag,
            Map<Integer, String> attributes,
            Class<?> returnType,
            @Nullable Method redirect) {
        this.description = description;
        this.client = client;
        this.flag = flag;
        this.attributes = attributes;
        this.returnType = returnType;
        this.redirect = redirect;
        if (redirect != null) {
            // A redirect is often not public, being nobody else's business.
            redirect.setAccessible(true);
        }
    }

    /** The name of the client that is asked. */
    String client() {
        return client;
    }

    String description() {
        return description;
    }

    boolean isOn(FeatureFlagClient client, @Nullable Object[] arguments) {
        FeatureFlag known = handle;
        if (known == null) {
            known = client.get(flag);
            handle = known;
        }
        if (attributes.isEmpty()) {
            return known.isEnabled();
        }
        EvaluationContext context = context(arguments);
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
                Messages.attributeRefused(description, e);
            }
            return null;
        }
    }

    @Nullable
    Object redirect(Object target, @Nullable Object[] arguments) throws Exception {
        if (redirect == null) {
            return EmptyValues.of(returnType);
        }
        try {
            return redirect.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            // The caller called a plain method, so it gets what a plain method throws.
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }
}
