package dev.flipper.store.redis;

class Redis7StoreTest extends RedisStoreContract {

    Redis7StoreTest() {
        super(RedisVersion.INSTALLED);
    }
}
