package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotTableTest {

    private final FlagSlots slots = new FlagSlots();

    private static FlagDefinition flag(String name, boolean enabled) {
        return FlagDefinition.of(name, enabled, Instant.EPOCH, Map.of());
    }

    private FlagSlot find(String name) {
        return slots.slot(name, name.hashCode());
    }

    @Test
    void findsASlotAgainAndAgain() {
        slots.create(flag("a", true));
        FlagSlot found = find("a");
        assertThat(found.definition()).isEqualTo(flag("a", true));
        assertThat(find("a")).isSameAs(found);
        assertThat(find(new String("a"))).isSameAs(found);
        assertThat(find("b")).isNull();
    }

    @Test
    void tellsNamesOfOneHashCodeApart() {
        // Each pair of letters has the hash code of the other: 64 names, all of one hash code, more than there is room
        // for side by side.
        List<String> names = new ArrayList<>(List.of(""));
        for (int i = 0; i < 6; i++) {
            List<String> longer = new ArrayList<>();
            names.forEach(name -> longer.addAll(List.of(name + "Aa", name + "BB")));
            names = longer;
        }
        assertThat(names.stream().mapToInt(String::hashCode).distinct().count()).isEqualTo(1);
        names.forEach(name -> slots.create(flag(name, true)));
        for (int round = 0; round < 3; round++) {
            for (String name : names) {
                assertThat(find(name).name).isEqualTo(name);
            }
        }
    }

    @Test
    void findsEachOfManyWhileTheyGrow() {
        for (int i = 0; i < 5000; i++) {
            slots.create(flag("flag_" + i, i % 2 == 0));
            assertThat(find("flag_" + i).name).isEqualTo("flag_" + i);
        }
        for (int i = 0; i < 5000; i++) {
            assertThat(find("flag_" + i).answer()).isEqualTo(i % 2 == 0);
        }
    }

    @Test
    void leavesASlotThatWasEmptiedBehind() {
        slots.create(flag("a", true));
        FlagSlot before = find("a");
        slots.delete("a");
        assertThat(before.definition()).isNull();
        assertThat(before.answer()).isNull();
        slots.create(flag("a", false));
        // Whoever meets the empty one once more asks get, and from then on finds its successor.
        assertThat(slots.get("a")).isEqualTo(flag("a", false));
        assertThat(find("a").definition()).isEqualTo(flag("a", false));
        assertThat(before.definition()).isNull();
    }

    @Test
    void changesOnlyWhatItIsAskedToChange() {
        FlagDefinition on = flag("a", true);
        FlagSlot slot = new FlagSlot(on);
        assertThat(slot.compareAndSet(flag("a", true), flag("a", false))).isFalse();
        assertThat(slot.answer()).isTrue();
        assertThat(slot.compareAndSet(on, flag("a", false))).isTrue();
        assertThat(slot.answer()).isFalse();
        assertThat(slot.getAndSet(null)).isEqualTo(flag("a", false));
        assertThat(slot.answer()).isNull();
    }
}
