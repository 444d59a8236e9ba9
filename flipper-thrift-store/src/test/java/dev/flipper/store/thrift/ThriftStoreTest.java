package dev.flipper.store.thrift;

/** Each read asks the service, which has so little room in a message that it sends all flags in parts. */
class ThriftStoreTest extends ThriftStoreContract {

    @Override
    ThriftFeatureFlagServer server(ThriftFeatureFlagServerBuilder builder) {
        return builder.maxMessageSize(200_000).build();
    }
}
