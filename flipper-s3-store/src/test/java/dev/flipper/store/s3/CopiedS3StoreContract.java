package dev.flipper.store.s3;

/** With a copy before the store. What the store itself does is tested at length without one. */
abstract class CopiedS3StoreContract extends S3StoreContract {

    @Override
    protected boolean readsLagBehind() {
        return true;
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
