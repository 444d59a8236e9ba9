package dev.flipper.guide;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.testkit.FeatureFlagStoreContract;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

class MapFeatureFlagStoreTest extends FeatureFlagStoreContract {

    private final ConcurrentMap<String, String> documents = new ConcurrentHashMap<>();

    @Override
    protected FeatureFlagStore createStore() {
        return new MapFeatureFlagStore(documents);
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return new MapFeatureFlagStore(documents);
    }

    @Override
    protected boolean tellsOfChanges() {
        return false;
    }

    @Override
    protected boolean putText(String name, String text) {
        documents.put(name, text);
        return true;
    }
}
