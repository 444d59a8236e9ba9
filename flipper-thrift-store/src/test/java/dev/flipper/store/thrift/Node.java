package dev.flipper.store.thrift;

import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.StoreNode;

/** A program that keeps its flags in a service, with timeouts so short that a test can wait for them. */
final class Node extends StoreNode<ThriftFeatureFlagStore> {

    private Node(int port, Local local) {
        super(
                ThriftFeatureFlagStore.builder("127.0.0.1", port)
                        .connectTimeout(TIMEOUT)
                        .timeout(TIMEOUT)
                        .poolSize(4)
                        .build(),
                local);
    }

    static Node of(int port, Local local) {
        return new Node(port, local);
    }

    @Override
    public Node withFlag() {
        super.withFlag();
        return this;
    }

    @Override
    public Node awaitConnection() {
        super.awaitConnection();
        return this;
    }
}
