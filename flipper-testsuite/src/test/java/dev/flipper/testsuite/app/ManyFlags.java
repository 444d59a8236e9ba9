package dev.flipper.testsuite.app;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.util.Map;

/** The store of an application with more flags than anybody has. */
@Dependent
public class ManyFlags {

    public static final int COUNT = 10_000;

    @Produces
    @ApplicationScoped
    static FeatureFlagStore store() {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        for (int i = 0; i < COUNT; i++) {
            store.create(FlagDefinition.of("FLAG_" + i, i % 2 == 0, Instant.EPOCH, Map.of()));
        }
        return store;
    }
}
