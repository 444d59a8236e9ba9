package dev.flipper.guide;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.Flag;
import dev.flipper.cdi.FlipperClient;
import dev.flipper.store.FeatureFlagStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The beans of docs/configuration.md. */
@ApplicationScoped
class Billing {

    @Inject
    @FlipperClient("billing")
    FeatureFlagClient features;

    @Inject
    @FlipperClient("billing")
    @Flag("DUNNING")
    FeatureFlag dunning;

    @FeatureToggle(value = "DUNNING", client = "billing")
    public String remind() {
        return dunning.name() + " by " + features.name();
    }

    @ApplicationScoped
    static class Stores {

        @Produces
        @ApplicationScoped
        @FlipperClient("audit")
        FeatureFlagStore auditStore() {
            ConcurrentMap<String, String> documents = new ConcurrentHashMap<>();
            return new MapFeatureFlagStore(documents);
        }
    }
}
