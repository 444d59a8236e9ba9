package dev.flipper.cdi;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the application asks for clients and handles; judged when it is known which clients there are. */
final class ClientUses {

    private final List<InjectionPoint> points = new ArrayList<>();
    /** Names by where they stand. */
    private final Map<String, String> places = new TreeMap<>();

    void add(InjectionPoint point) {
        Type type = requested(point.getType());
        if (type == FeatureFlagClient.class || type == FeatureFlag.class) {
            points.add(point);
        }
    }

    /** An observer of a client that does not exist would wait for ever, and nobody would tell. */
    void add(ProcessObserverMethod<?, ?> observer) {
        AnnotatedMethod<?> method = observer.getAnnotatedMethod();
        for (Annotation qualifier : observer.getObserverMethod().getObservedQualifiers()) {
            if (method != null && qualifier instanceof FlipperClient client) {
                Method member = method.getJavaMember();
                String place = member.getDeclaringClass().getName() + "." + Methods.signature(member);
                add(client.value(), "@FlipperClient(\"" + client.value() + "\") on what is observed by " + place);
            }
        }
    }

    private static Type requested(Type type) {
        if (type instanceof ParameterizedType lazy
                && (lazy.getRawType() == Instance.class || lazy.getRawType() == Provider.class)) {
            return requested(lazy.getActualTypeArguments()[0]);
        }
        return type;
    }

    /** Adds a use that is no injection point. */
    void add(String client, String place) {
        places.put(place, client);
    }

    /** The names of the clients. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(places.values());
        points.forEach(point -> names.add(FlagInjectionPoints.client(point)));
        return names;
    }

    void check(Clients clients, DiscoveredBeans beans, DeploymentProblems problems) {
        places.forEach((place, client) -> clients.check(client, place, problems));
        for (InjectionPoint point : points) {
            if (!isServedByApplication(point, beans)) {
                String client = FlagInjectionPoints.client(point);
                String place = "@FlipperClient(\"" + client + "\") " + FlagInjectionPoints.describe(point);
                clients.check(client, place, problems);
                checkFlag(point, problems);
            }
        }
    }

    /** The application may have clients and flags of its own making. */
    private static boolean isServedByApplication(InjectionPoint point, DiscoveredBeans beans) {
        Set<Annotation> wanted = point.getQualifiers();
        List<Bean<?>> own = beans.ofType(requested(point.getType()));
        return own.stream().anyMatch(bean -> bean.getQualifiers().containsAll(wanted));
    }

    /** An {@code Instance} without a flag may be asked for one later, by {@code select}. */
    private static void checkFlag(InjectionPoint point, DeploymentProblems problems) {
        boolean lazy = point.getType() instanceof ParameterizedType type && type.getRawType() == Instance.class;
        boolean named = point.getQualifiers().stream().anyMatch(Flag.class::isInstance);
        if (requested(point.getType()) == FeatureFlag.class && !lazy && !named) {
            problems.add(SettingsMessages.handleWithoutFlag(FlagInjectionPoints.describe(point)));
        }
    }
}
