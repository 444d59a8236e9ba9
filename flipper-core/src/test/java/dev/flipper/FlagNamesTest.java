package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.store.MemoryFeatureFlagStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagNamesTest {

    private final FeatureFlagClient client = FeatureFlagClient.open(new MemoryFeatureFlagStore());

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "Ünïcode flag", " ", "IMPROVED_HORSE_SOUNDS", "😀", "a__b", "\u00ad", "..", "\""})
    void takesAnyOtherName(String name) {
        client.create(name);
        assertThat(client.exists(name)).isTrue();
    }

    @Test
    void takesUpTo255CodePoints() {
        for (String character : new String[] {"a", "ü", "😀"}) {
            client.create(character.repeat(255));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.create(character.repeat(256)))
                    .withMessage("The name of a flag has at most 255 characters, this one has 256: "
                            + character.repeat(40) + "…");
        }
        assertThat(client.list()).hasSize(3);
    }

    @Test
    void refusesTheEmptyName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.create(""))
                .withMessage("The name of a flag must not be empty");
        assertThatNullPointerException().isThrownBy(() -> client.create(null)).withMessage("flag");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, '\n', 0x1f, 0x7f, 0x80, 0x9f, 0xd800, 0xdfff})
    void refusesControlCharactersAndLoneSurrogates(int character) {
        String name = "a" + (char) character + "b";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.create(name, true))
                .withMessage(String.format(
                        "The name of a flag must not contain control characters and lone surrogates,"
                                + " this one contains U+%04X",
                        character));
        assertThat(client.exists(name)).as("but may be asked for").isFalse();
        assertThat(client.evaluate(name, EvaluationContext.empty()).reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(client.isEnabled(name, true)).isTrue();
    }
}
