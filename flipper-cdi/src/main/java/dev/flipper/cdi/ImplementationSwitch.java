package dev.flipper.cdi;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Two beans that implement the same interfaces, and the flag that decides between them. */
final class ImplementationSwitch {

    private final Switched whenEnabled;
    private final Switched whenDisabled;
    private final Set<Type> types;
    private final String id;
    private final Map<Method, FlagArguments> arguments = new HashMap<>();
    private volatile @Nullable FeatureFlag handle;

    ImplementationSwitch(Switched whenEnabled, Switched whenDisabled, Set<Type> types, DeploymentProblems problems) {
        this.whenEnabled = whenEnabled;
        this.whenDisabled = whenDisabled;
        this.types = types;
        this.id = whenEnabled.annotation() + " " + sortedNames();
        for (Class<?> type : interfaces()) {
            for (Method method : type.getMethods()) {
                String place = whenEnabled.place() + ", for " + type.getName() + "." + Methods.signature(method);
                arguments.put(method, FlagArguments.of(Signature.of(type, method), place, problems));
            }
        }
    }

    private Set<String> sortedNames() {
        Set<String> names = new TreeSet<>();
        types.forEach(type -> names.add(type.getTypeName()));
        return names;
    }

    /** Names the switch among all of the application. */
    String id() {
        return id;
    }

    Set<Type> types() {
        return types;
    }

    String client() {
        return whenEnabled.client();
    }

    String flag() {
        return whenEnabled.flag();
    }

    Switched whenEnabled() {
        return whenEnabled;
    }

    Switched whenDisabled() {
        return whenDisabled;
    }

    /**
     * Makes an object of the switch's interfaces.
     *
     * @throws IllegalArgumentException if no class can implement all of them
     */
    Object implementedBy(InvocationHandler handler) {
        ClassLoader loader = whenEnabled.bean().getBeanClass().getClassLoader();
        return Proxy.newProxyInstance(loader, interfaces(), handler);
    }

    private Class<?>[] interfaces() {
        return types.stream().map(Switched::rawType).toArray(Class<?>[]::new);
    }

    boolean isOn(FeatureFlagClient asked, Method method, @Nullable Object[] values) {
        FeatureFlag known = handle;
        if (known == null) {
            known = asked.get(flag());
            handle = known;
        }
        FlagArguments attributes = arguments.get(method);
        return attributes == null ? known.isEnabled() : attributes.isEnabled(known, values);
    }

    @Override
    public String toString() {
        return String.join(", ", sortedNames()) + " by " + Arrays.asList(whenEnabled.place(), whenDisabled.place());
    }
}
