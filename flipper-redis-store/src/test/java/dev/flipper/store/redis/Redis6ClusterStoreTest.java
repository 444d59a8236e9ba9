package dev.flipper.store.redis;

class Redis6ClusterStoreTest extends ClusterStoreContract {

    Redis6ClusterStoreTest() {
        super(RedisVersion.EMBEDDED);
    }
}
