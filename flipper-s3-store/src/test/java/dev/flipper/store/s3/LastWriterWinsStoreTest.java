package dev.flipper.store.s3;

/** Without conditional writes. */
class LastWriterWinsStoreTest extends S3StoreContract {

    @Override
    S3FeatureFlagStore store(S3FeatureFlagStoreBuilder builder) {
        return super.store(builder.lastWriterWins(true));
    }

    @Override
    protected boolean changesAreAtomic() {
        return false;
    }

    @Override
    protected int sequences() {
        return 5;
    }

    @Override
    protected int manyFlags() {
        return 50;
    }
}
