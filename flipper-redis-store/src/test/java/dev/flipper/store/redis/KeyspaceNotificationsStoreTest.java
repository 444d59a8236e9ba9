package dev.flipper.store.redis;

/** A server that cannot track keys, but was configured to tell of changed ones. */
class KeyspaceNotificationsStoreTest extends RedisStoreContract {

    KeyspaceNotificationsStoreTest() {
        super(RedisVersion.EMBEDDED, "--rename-command", "CLIENT", "", "--notify-keyspace-events", "KA");
    }
}
