package dev.flipper.store.s3;

/** Without conditional writes. */
class LastWriterWinsStoreTest extends ServiceStoreContract {

    @Override
    S3FeatureFlagStore store(S3FeatureFlagStoreBuilder builder) {
        return super.store(builder.lastWriterWins(true));
    }

    @Override
    protected boolean changesAreAtomic() {
        return false;
    }
}
