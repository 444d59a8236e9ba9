package dev.flipper.testkit;

import dev.flipper.Subscription;
import dev.flipper.store.StoreListener;
import java.util.Optional;

/** A store that cannot tell of changes. */
class SilentStore extends TextStore {

    SilentStore(TextBackend backend) {
        super(backend);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.empty();
    }
}
