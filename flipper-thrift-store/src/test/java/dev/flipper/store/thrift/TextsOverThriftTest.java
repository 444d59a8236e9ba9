package dev.flipper.store.thrift;

import dev.flipper.store.FeatureFlagStore;
import java.time.Duration;

/** A service whose own store may have entries that are no flags, and cannot tell of changes. */
class TextsOverThriftTest extends ThriftStoreContract {

    private final MapStore texts = new MapStore();

    @Override
    FeatureFlagStore offered() {
        return texts;
    }

    @Override
    FeatureFlagStore store(ThriftFeatureFlagStoreBuilder builder) {
        return builder.pollInterval(Duration.ofMillis(20)).build();
    }

    @Override
    protected boolean putText(String name, String text) {
        texts.texts.put(name, text);
        return true;
    }
}
