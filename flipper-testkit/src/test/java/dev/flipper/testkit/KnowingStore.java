package dev.flipper.testkit;

import dev.flipper.store.Change;

/** A store that tells how flags change. */
class KnowingStore extends TextStore {

    KnowingStore(TextBackend backend) {
        super(backend);
    }

    @Override
    void tell(String name, Change change) {
        backend.listeners.forEach(listener -> listener.changed(name, change));
    }
}
