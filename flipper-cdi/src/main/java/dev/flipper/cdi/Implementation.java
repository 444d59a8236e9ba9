package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.io.Closeable;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A bean that implements interfaces in one state of a flag only. No record: the equality of one pins the class loader
 * of the application in the JDK 17.
 */
final class Implementation {

    private static final Set<Class<?>> BY_THE_WAY =
            Set.of(Serializable.class, Cloneable.class, AutoCloseable.class, Closeable.class);

    private final Bean<?> bean;
    private final String definedIn;
    private final String flag;
    private final String client;
    private final boolean whenEnabled;

    private Implementation(Bean<?> bean, String definedIn, String flag, String client, boolean whenEnabled) {
        this.bean = bean;
        this.definedIn = definedIn;
        this.flag = flag;
        this.client = client;
        this.whenEnabled = whenEnabled;
    }

    Bean<?> bean() {
        return bean;
    }

    String flag() {
        return flag;
    }

    /** The name of the client that is asked for the flag. */
    String client() {
        return client;
    }

    boolean whenEnabled() {
        return whenEnabled;
    }

    /** Several only by mistake. */
    static List<Implementation> of(Bean<?> bean, String definedIn) {
        return bean.getQualifiers().stream()
                .flatMap(qualifier -> of(bean, definedIn, qualifier).stream())
                .toList();
    }

    private static Optional<Implementation> of(Bean<?> bean, String definedIn, Annotation qualifier) {
        if (qualifier instanceof WhenEnabled enabled) {
            return Optional.of(new Implementation(bean, definedIn, enabled.value(), enabled.client(), true));
        }
        if (qualifier instanceof WhenDisabled disabled) {
            return Optional.of(new Implementation(bean, definedIn, disabled.value(), disabled.client(), false));
        }
        return Optional.empty();
    }

    boolean isCounterpartOf(Implementation other) {
        return flag.equals(other.flag) && client.equals(other.client) && whenEnabled != other.whenEnabled;
    }

    /** The interfaces of both. That both can be passivated or closed is no reason to inject them. */
    Set<Type> typesInCommonWith(Implementation other) {
        return bean.getTypes().stream()
                .filter(other.bean.getTypes()::contains)
                .filter(type -> rawType(type).isInterface() && !BY_THE_WAY.contains(type))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Class<?> rawType(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : type instanceof Class<?> plain ? plain : Object.class;
    }

    String annotation() {
        return annotation(whenEnabled);
    }

    String counterpart() {
        return annotation(!whenEnabled);
    }

    private String annotation(boolean enabled) {
        String other = client.equals(FlipperClient.DEFAULT) ? "" : ", client = \"" + client + "\"";
        String value = other.isEmpty() ? "\"" + flag + "\"" : "value = \"" + flag + "\"" + other;
        return (enabled ? "@WhenEnabled(" : "@WhenDisabled(") + value + ")";
    }

    /** The place as messages name it. */
    String place() {
        return annotation() + " on " + definedIn;
    }
}
