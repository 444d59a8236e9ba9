package dev.flipper.testsuite.app;

import dev.flipper.FeatureFlagClient;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Uses flags, and then makes the deployment fail when everything else is up. */
@Singleton
@Startup
public class FailingStartup {

    @Inject
    FeatureFlagClient features;

    @PostConstruct
    void start() {
        features.create("NEVER_SEEN");
        throw new IllegalStateException("fails on purpose");
    }
}
