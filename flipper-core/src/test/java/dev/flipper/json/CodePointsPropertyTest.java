package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CodePointsPropertyTest {

    @Property(seed = "20240621", tries = 5000)
    void comparesAsArraysOfCodePoints(@ForAll("texts") String a, @ForAll("texts") String b) {
        int expected = Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
        assertThat(Integer.signum(CodePoints.compare(a, b))).isEqualTo(Integer.signum(expected));
    }

    @Property(seed = "20240622", tries = 5000)
    void containsAsListsOfCodePoints(@ForAll("texts") String text, @ForAll("texts") String part) {
        assertThat(CodePoints.contains(text, part)).isEqualTo(Collections.indexOfSubList(list(text), list(part)) >= 0);
    }

    private static List<Integer> list(String text) {
        return text.codePoints().boxed().collect(Collectors.toList());
    }

    /** Few different units, so that strings meet in long prefixes and surrogates pair up by chance. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('a', 'b', '\ud83d', '\ud83e', '\ude00', '\ude01', '\uffff')
                .ofMaxLength(5);
    }
}
