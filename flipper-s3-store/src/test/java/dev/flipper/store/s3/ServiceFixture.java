package dev.flipper.store.s3;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.ResourceFixture;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A store whose service is a stand-in. */
abstract class ServiceFixture extends ResourceFixture {

    static final FlagDefinition FLAG = flag("A");

    LoggedLines log;
    Service service;
    S3FeatureFlagStore store;

    @BeforeEach
    void open() {
        log = opened(new LoggedLines());
        service = opened(new Service());
        store = opened(build(service.builder()));
    }

    /** Makes the store. */
    S3FeatureFlagStore build(S3FeatureFlagStoreBuilder builder) {
        return builder.build();
    }

    static FlagDefinition flag(String name) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of());
    }

    static FlagDefinition off(FlagDefinition flag) {
        return flag.withEnabled(false);
    }

    /** Puts a flag there past the store. */
    void there(FlagDefinition flag) {
        service.put(flag.name(), flag.toJson());
    }
}
