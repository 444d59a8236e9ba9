package dev.flipper.cdi;

import dev.flipper.store.FeatureFlagStore;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stores that the application makes itself, as beans. */
final class StoreBeans {

    private static final Set<Class<? extends Annotation>> PASSING_SCOPES =
            Set.of(RequestScoped.class, SessionScoped.class, ConversationScoped.class);

    private final DiscoveredBeans beans;

    StoreBeans(DiscoveredBeans beans) {
        this.beans = beans;
    }

    /** The clients that qualifiers of store beans name. */
    Set<String> clients() {
        Set<String> names = new TreeSet<>();
        for (Bean<?> bean : beans.ofType(FeatureFlagStore.class)) {
            for (Annotation qualifier : bean.getQualifiers()) {
                if (qualifier instanceof FlipperClient client) {
                    names.add(client.value());
                }
            }
        }
        return names;
    }

    /** Gives the client's store, or null if there is none, or more than one: that is a problem. */
    @Nullable
    Bean<?> find(String client, DeploymentProblems problems) {
        Set<Bean<?>> candidates =
                new LinkedHashSet<>(beans.ofType(FeatureFlagStore.class, FlipperClient.Literal.of(client)));
        if (client.equals(FlipperClient.DEFAULT)) {
            candidates.addAll(beans.ofType(FeatureFlagStore.class, Default.Literal.INSTANCE));
        }
        List<Bean<?>> found = DiscoveredBeans.preferred(List.copyOf(candidates));
        if (found.size() > 1) {
            problems.add(SettingsMessages.severalStoreBeans(client, describe(found)));
        }
        found.forEach(bean -> checkScope(bean, client, problems));
        return found.size() == 1 ? found.get(0) : null;
    }

    /** Threads of the store's own, and most others, would find no such bean. */
    private void checkScope(Bean<?> bean, String client, DeploymentProblems problems) {
        if (PASSING_SCOPES.contains(bean.getScope())) {
            String scope = bean.getScope().getSimpleName();
            problems.add(SettingsMessages.storeBeanScope(client, describe(bean), scope));
        }
    }

    private String describe(List<Bean<?>> several) {
        return several.stream().map(beans::describe).sorted().collect(Collectors.joining(", "));
    }

    String describe(Bean<?> bean) {
        return beans.describe(bean);
    }
}
