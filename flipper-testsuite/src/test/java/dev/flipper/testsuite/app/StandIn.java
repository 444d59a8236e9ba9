package dev.flipper.testsuite.app;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.Flag;
import dev.flipper.store.MemoryFeatureFlagStore;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;

/** Gives the example what Flipper's extension gives it, as the application itself could by hand. */
@ApplicationScoped
public class StandIn {

    private FeatureFlagClient client;

    @PostConstruct
    void open() {
        client = FeatureFlagClient.open(new MemoryFeatureFlagStore());
        client.create("IMPROVED_HORSE_SOUNDS", true);
        client.create("LOUD_HORSES");
    }

    @Produces
    @Dependent
    FeatureFlagClient client() {
        return client;
    }

    @Produces
    @Flag("")
    @Dependent
    FeatureFlag flag(InjectionPoint point) {
        return client.get(point.getAnnotated().getAnnotation(Flag.class).value());
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
