package dev.flipper.store;

import dev.flipper.Interleavings;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/** Counters that only a lock protects. */
@Param(name = "flag", gen = IntGen.class, conf = "0:1")
public final class FlagLocksLinearizabilityTest extends Interleavings {

    private final FlagLocks locks = new FlagLocks();
    private final int[] counts = new int[2];

    @Operation(params = "flag")
    public int count(int flag) {
        return locks.locked(FlagStates.name(flag), () -> ++counts[flag]);
    }

    @Operation(params = "flag")
    public int countTwice(int flag) {
        return locks.locked(FlagStates.name(flag), () -> {
            counts[flag]++;
            return count(flag);
        });
    }

    @Operation(params = "flag")
    public boolean isHeld(int flag) {
        return locks.isHeldByCurrentThread(FlagStates.name(flag));
    }

    @Validate
    public void nothingIsLeftBehind() {
        if (locks.size() != 0) {
            throw new AssertionError(locks.size() + " locks are left");
        }
    }

    @Override
    protected Class<?> specification() {
        return Counters.class;
    }

    public static final class Counters {

        private final int[] counts = new int[2];

        public int count(int flag) {
            return ++counts[flag];
        }

        public int countTwice(int flag) {
            counts[flag] += 2;
            return counts[flag];
        }

        public boolean isHeld(int flag) {
            return false;
        }
    }
}
