package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SortedFlagsTest {

    private final SortedFlags flags = new SortedFlags(new NameVisitor(new ArrayList<>()));

    private static FlagDefinition flag(String name, boolean enabled) {
        return FlagDefinition.of(name, enabled, Instant.EPOCH, Map.of());
    }

    /** A map that is walked through meets a name again that is removed and put behind meanwhile. */
    @Test
    void aFlagThatIsMetTwiceCountsOnce() {
        for (FlagDefinition met : List.of(flag("b", false), flag("a", false), flag("b", true), flag("c", false))) {
            flags.flag(met);
        }
        assertThat(flags.page(2, 0)).containsExactly(flag("a", false), flag("b", true));
        assertThat(flags.page(2, 2)).containsExactly(flag("c", false));
        assertThat(flags.page(2, 3)).isEmpty();
    }

    @Test
    void saysThatNullIsNoFlag() {
        assertThatNullPointerException()
                .isThrownBy(() -> flags.flag(null))
                .withMessage("forEach gave null in place of a flag");
    }
}
