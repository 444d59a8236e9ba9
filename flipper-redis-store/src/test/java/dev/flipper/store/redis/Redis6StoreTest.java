package dev.flipper.store.redis;

class Redis6StoreTest extends RedisStoreContract {

    Redis6StoreTest() {
        super(RedisVersion.EMBEDDED);
    }
}
