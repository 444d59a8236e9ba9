package dev.flipper.cdi;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.ReplicatedFeatureFlagStore;
import dev.flipper.store.ReplicatedFeatureFlagStoreBuilder;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Opens the store of a client and puts before it what the settings ask for: first the replicas, so that whatever is
 * written reaches them, then the local copy, so that a check comes no further. What fails leaves nothing open.
 */
final class StoreAssembly {

    private final ClientSettings settings;
    private final BeanManager beanManager;
    private final Function<String, ThreadFactory> threads;
    private final Runnable made;

    /**
     * Takes what belongs together.
     *
     * @param made called when a store bean has been made; what it throws ends the opening
     */
    StoreAssembly(
            ClientSettings settings, BeanManager beanManager, Function<String, ThreadFactory> threads, Runnable made) {
        this.settings = settings;
        this.beanManager = beanManager;
        this.threads = threads;
        this.made = made;
    }

    OpenStore open() {
        OpenStore replicated = around(openPrimary(), this::replicated);
        return around(replicated, store -> settings.local().before(store, threads));
    }

    private OpenStore openPrimary() {
        Bean<?> bean = settings.bean();
        if (bean != null) {
            return reference(bean);
        }
        return OpenStore.of(opened(Objects.requireNonNull(settings.primary(), "The deployment should have failed")));
    }

    private FeatureFlagStore opened(ConfiguredStore configured) {
        return Objects.requireNonNull(configured.open(threads), "the provider gave no store");
    }

    private OpenStore reference(Bean<?> bean) {
        CreationalContext<?> context = beanManager.createCreationalContext(bean);
        try {
            FeatureFlagStore store = (FeatureFlagStore) beanManager.getReference(bean, FeatureFlagStore.class, context);
            makeNow(store);
            made.run();
            return new OpenStore(store, context::release);
        } catch (Throwable e) {
            context.release();
            throw e;
        }
    }

    /**
     * In this thread, where it is told if the bean asks for the client: in another, as that of a mirror, the two would
     * wait for each other for ever. Of a bean with a scope there is no more than a reference up to here.
     */
    private static void makeNow(FeatureFlagStore reference) {
        try {
            reference.slot("", 0);
        } catch (RuntimeException e) {
            // As a store that is away: it is made when it is called again, and who calls it tells.
            return;
        }
    }

    private static OpenStore around(OpenStore inner, UnaryOperator<FeatureFlagStore> wrapper) {
        try {
            return new OpenStore(wrapper.apply(inner.store()), inner.release());
        } catch (Throwable e) {
            inner.closeAfter(e);
            throw e;
        }
    }

    private FeatureFlagStore replicated(FeatureFlagStore primary) {
        if (settings.replicas().isEmpty()) {
            return primary;
        }
        List<FeatureFlagStore> opened = new ArrayList<>();
        try {
            settings.replicas().forEach(replica -> opened.add(opened(replica)));
            ReplicatedFeatureFlagStoreBuilder builder = ReplicatedFeatureFlagStore.builder(primary)
                    .threadFactory(threads.apply("flipper-replica-" + settings.client()));
            opened.forEach(builder::replica);
            return builder.build();
        } catch (Throwable e) {
            opened.forEach(replica -> OpenStore.of(replica).closeAfter(e));
            throw e;
        }
    }
}
