package dev.flipper.store.consul;

class ConsulStoreTest extends ConsulStoreContract {}
