package dev.flipper.store;

import dev.flipper.Interleavings;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What threads do to a store, on two names. A subclass gives the store; a store that keeps a copy of another one has to
 * be as linearizable as the other, as long as all writes go through it.
 */
@Param(name = "flag", gen = IntGen.class, conf = "0:1")
public abstract class StoreOperations extends Interleavings {

    private final FeatureFlagStore store;
    /** Kept by what reads them, as by handles, so that they outlive the flags that they have met. */
    private final FlagSlot[] slots = new FlagSlot[2];

    protected StoreOperations() {
        this.store = createStore();
    }

    /** Called in the constructor, before the fields of the subclass have their values. */
    protected abstract FeatureFlagStore createStore();

    @Operation(params = "flag")
    public boolean create(int flag) {
        return store.create(FlagStates.first(flag));
    }

    @Operation(params = "flag")
    public String get(int flag) {
        return FlagStates.show(store.get(FlagStates.name(flag)));
    }

    @Operation(params = "flag")
    public String read(int flag) {
        String name = FlagStates.name(flag);
        FlagSlot slot = slots[flag];
        if (slot == null || slot.definition() == null) {
            slot = store.slot(name, name.hashCode());
            slots[flag] = slot;
        }
        FlagDefinition definition = slot == null ? null : slot.definition();
        return FlagStates.show(definition == null ? store.get(name) : definition);
    }

    @Operation(params = "flag")
    public String update(int flag) {
        return FlagStates.show(store.update(FlagStates.name(flag), FlagStates::next));
    }

    @Operation(params = "flag")
    public String delete(int flag) {
        return FlagStates.show(store.delete(FlagStates.name(flag)));
    }

    @Override
    protected Class<?> specification() {
        return StoreSpecification.class;
    }
}
