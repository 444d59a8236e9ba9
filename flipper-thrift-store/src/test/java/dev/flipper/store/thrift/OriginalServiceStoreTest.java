package dev.flipper.store.thrift;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A server that has only the methods of the original: changes are not atomic, and what it does not know is lost. */
class OriginalServiceStoreTest extends ThriftStoreContract {

    private static final Set<String> BEYOND_THE_STRUCTS =
            Set.of("unknown-rules", "fraction-of-a-second", "unknown-members", "long-ago");

    @Override
    ThriftFeatureFlagServer server(ThriftFeatureFlagServerBuilder builder) {
        return OriginalServer.of(builder);
    }

    @Override
    FeatureFlagStore store(ThriftFeatureFlagStoreBuilder builder) {
        return builder.pollInterval(Duration.ofMillis(20)).build();
    }

    @Override
    protected boolean changesAreAtomic() {
        return false;
    }

    @Override
    protected List<FlagDefinition> definitions() {
        return super.definitions().stream()
                .filter(flag -> !BEYOND_THE_STRUCTS.contains(flag.name()))
                .toList();
    }
}
