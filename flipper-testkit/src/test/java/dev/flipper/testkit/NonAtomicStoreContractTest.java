package dev.flipper.testkit;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.util.function.UnaryOperator;

/** A store that reads and then writes, and says so; it cannot tell of changes either. */
class NonAtomicStoreContractTest extends FeatureFlagStoreContract {

    private final TextBackend backend = new TextBackend();

    @Override
    protected FeatureFlagStore createStore() {
        return new SilentStore(backend) {
            @Override
            public Change update(String name, UnaryOperator<FlagDefinition> change) {
                FlagDefinition before = get(name);
                if (before == null) {
                    return null;
                }
                FlagDefinition after = before.changedBy(change);
                backend.put(name, after.toJson());
                return new Change(before, after);
            }
        };
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return createStore();
    }

    @Override
    protected boolean changesAreAtomic() {
        return false;
    }

    @Override
    protected boolean tellsOfChanges() {
        return false;
    }
}
