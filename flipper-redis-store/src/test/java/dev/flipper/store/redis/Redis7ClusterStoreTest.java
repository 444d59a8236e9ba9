package dev.flipper.store.redis;

class Redis7ClusterStoreTest extends ClusterStoreContract {

    Redis7ClusterStoreTest() {
        super(RedisVersion.INSTALLED);
    }
}
