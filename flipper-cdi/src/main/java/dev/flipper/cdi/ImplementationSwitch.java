package dev.flipper.cdi;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two beans that implement the same interfaces, and the flag that decides between them. */
final class ImplementationSwitch {

    private final Implementation whenEnabled;
    private final Implementation whenDisabled;
    private final Set<Type> types;
    private final String id;
    /** By the methods of the interfaces, as proxies tell of them. */
    private final Map<Method, SwitchedCall> calls = new HashMap<>();

    private volatile @Nullable FeatureFlag handle;

    ImplementationSwitch(
            Implementation whenEnabled, Implementation whenDisabled, Set<Type> types, DeploymentProblems problems) {
        this.whenEnabled = whenEnabled;
        this.whenDisabled = whenDisabled;
        this.types = types;
        this.id = whenEnabled.annotation() + " " + sortedNames();
        for (Class<?> type : interfaces()) {
            for (Method method : type.getMethods()) {
                String place = whenEnabled.place() + ", for " + type.getName() + "." + Methods.signature(method);
                FlagArguments arguments = FlagArguments.of(Signature.of(type, method), place, problems);
                // An interface is often not public, and its methods are not accessible then.
                method.trySetAccessible();
                calls.put(method, new SwitchedCall(method, arguments));
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

    Implementation whenEnabled() {
        return whenEnabled;
    }

    Implementation whenDisabled() {
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

    /**
     * Those that extend others come first: of methods with the same signature a proxy tells of the one of the first
     * interface, and it is the overriding one that says which arguments are attributes.
     */
    private Class<?>[] interfaces() {
        return types.stream()
                .map(Implementation::rawType)
                .sorted(Comparator.comparing((Class<?> type) -> -ancestors(type))
                        .thenComparing(Class::getName))
                .toArray(Class<?>[]::new);
    }

    private static long ancestors(Class<?> type) {
        return Stream.of(type.getInterfaces())
                .mapToLong(parent -> 1 + ancestors(parent))
                .sum();
    }

    /** What is to be called where a proxy was called with this method of one of the interfaces. */
    SwitchedCall call(Method method) {
        return Objects.requireNonNull(calls.get(method), method::toString);
    }

    /** Clients are asked for only until the flag's handle is there. */
    boolean isOn(Supplier<FeatureFlagClient> asked, SwitchedCall call, @Nullable Object[] values) {
        FeatureFlag known = handle;
        if (known == null) {
            known = asked.get().get(flag());
            handle = known;
        }
        return call.arguments().isEnabled(known, values);
    }

    /** A method of an interface, accessible, and which of its arguments are attributes. */
    record SwitchedCall(Method method, FlagArguments arguments) {}

    @Override
    public String toString() {
        return String.join(", ", sortedNames()) + " by " + Arrays.asList(whenEnabled.place(), whenDisabled.place());
    }
}
