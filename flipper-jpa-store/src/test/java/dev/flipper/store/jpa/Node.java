package dev.flipper.store.jpa;

import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.StoreNode;
import javax.sql.DataSource;

/** A program that keeps its flags in a database. */
final class Node extends StoreNode<JpaFeatureFlagStore> {

    Node(JpaFeatureFlagStoreBuilder settings, Local local) {
        super(settings.build(), local);
    }

    static Node bare(DataSource connections) {
        return new Node(builder(connections), Local.NONE);
    }

    static JpaFeatureFlagStoreBuilder builder(DataSource connections) {
        return JpaFeatureFlagStore.builder(connections).timeout(TIMEOUT);
    }

    @Override
    public Node withFlag() {
        super.withFlag();
        return this;
    }
}
