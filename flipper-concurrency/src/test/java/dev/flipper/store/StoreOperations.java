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
        return FlagStates.show(readThrough(kept(flag), flag));
    }

    /** As a check: the answer that stands beside the flag, before the flag itself. */
    @Operation(params = "flag")
    public String check(int flag) {
        FlagSlot slot = kept(flag);
        Boolean answer = slot == null ? null : slot.answer();
        if (answer != null) {
            return String.valueOf(answer);
        }
        FlagDefinition definition = readThrough(slot, flag);
        return definition == null ? "nothing" : String.valueOf(definition.enabled());
    }

    private FlagSlot kept(int flag) {
        FlagSlot slot = slots[flag];
        if (slot == null || slot.definition() == null) {
            String name = FlagStates.name(flag);
            slot = store.slot(name, name.hashCode());
            slots[flag] = slot;
        }
        return slot;
    }

    private FlagDefinition readThrough(FlagSlot slot, int flag) {
        FlagDefinition definition = slot == null ? null : slot.definition();
        return definition == null ? store.get(FlagStates.name(flag)) : definition;
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
