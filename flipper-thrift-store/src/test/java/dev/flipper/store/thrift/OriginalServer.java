package dev.flipper.store.thrift;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.thrift.idl.FeatureFlagStoreItem;
import dev.flipper.store.thrift.idl.FlipperException;
import java.time.InstantSource;

/** Makes servers that have the methods of the original and no others, and create flags as its own code does. */
final class OriginalServer {

    private OriginalServer() {}

    static ThriftFeatureFlagServer of(ThriftFeatureFlagServerBuilder builder) {
        return new ThriftFeatureFlagServer(
                builder, changes -> ServiceMethods.original(new Overwriting(builder.store())));
    }

    private static final class Overwriting extends OriginalService {

        private final FeatureFlagStore store;

        Overwriting(FeatureFlagStore store) {
            super(store, InstantSource.system());
            this.store = store;
        }

        @Override
        synchronized FeatureFlagStoreItem create(String name, boolean enabled, String clientData)
                throws FlipperException {
            store.delete(name);
            return super.create(name, enabled, clientData);
        }
    }
}
