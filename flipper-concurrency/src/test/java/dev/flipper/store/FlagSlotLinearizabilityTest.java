package dev.flipper.store;

import dev.flipper.Interleavings;
import java.time.Instant;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.Operation;

/** The answer beside the flag is never older than a flag that was seen. */
public final class FlagSlotLinearizabilityTest extends Interleavings {

    private final FlagDefinition off = FlagDefinition.of("a", false, Instant.EPOCH, Map.of());
    private final FlagDefinition on = off.withEnabled(true);
    private final FlagSlot slot = new FlagSlot(off);

    @Operation
    public void switchOn() {
        slot.set(on);
    }

    @Operation
    public void switchOff() {
        slot.set(off);
    }

    @Operation
    public boolean read() {
        return slot.definition().enabled();
    }

    @Operation
    public boolean check() {
        Boolean answer = slot.answer();
        return answer == null ? slot.definition().enabled() : answer;
    }

    @Override
    protected int scenarios() {
        return 100;
    }

    @Override
    protected Class<?> specification() {
        return Specification.class;
    }

    /** A switch. */
    public static final class Specification {

        private boolean on;

        public void switchOn() {
            on = true;
        }

        public void switchOff() {
            on = false;
        }

        public boolean read() {
            return on;
        }

        public boolean check() {
            return on;
        }
    }
}
