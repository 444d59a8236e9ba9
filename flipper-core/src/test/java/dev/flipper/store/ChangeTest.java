package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private final FlagDefinition off = FlagDefinition.of("A", false, Instant.EPOCH, Map.of());
    private final FlagDefinition on = off.withEnabled(true);

    @Test
    void equalsByBothStates() {
        Change change = new Change(off, on);
        assertThat(change)
                .isEqualTo(new Change(FlagDefinition.fromJson(off.toJson()), FlagDefinition.fromJson(on.toJson())))
                .hasSameHashCodeAs(new Change(off, on))
                .isNotEqualTo(new Change(on, on))
                .isNotEqualTo(new Change(off, off))
                .isNotEqualTo(new Change(off, null))
                .isNotEqualTo(off);
    }
}
