package dev.flipper.store.consul;

import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.StoreNode;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.net.URI;

/** A program that keeps its flags in a server. */
final class Node extends StoreNode<ConsulFeatureFlagStore> {

    private Node(ConsulFeatureFlagStoreBuilder builder, Local local) {
        super(builder.timeout(TIMEOUT).build(), local);
    }

    static Node of(ConsulProcess server, Local local) {
        return at(server.uri(), local);
    }

    static Node at(URI uri, Local local) {
        return new Node(ConsulFeatureFlagStore.builder(uri), local);
    }

    static Node withToken(ConsulProcess server, Local local, String token) {
        return new Node(ConsulFeatureFlagStore.builder(server.uri()).token(token), local);
    }

    static Node mirrored(ConsulProcess server) {
        return of(server, Local.MIRROR);
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
