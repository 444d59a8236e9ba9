package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePointsTest {

    @Test
    void anEmojiComesBehindEveryCharacterOfOneUnit() {
        assertThat(CodePoints.compare("\uff5e", "😀")).isNegative();
        assertThat(CodePoints.compare("😀", "\uffff")).isPositive();
        assertThat("\uff5e".compareTo("😀"))
                .as("by unit it is the other way round")
                .isPositive();
    }

    @Test
    void aPairIsGreaterThanItsFirstHalfAlone() {
        assertThat(CodePoints.compare("\ud83d", "\ud83d\ude00")).isNegative();
        assertThat(CodePoints.compare("\ud83d\uffff", "\ud83d\ude00")).isNegative();
        assertThat(CodePoints.compare("\ud83d\ude00", "\ud83da")).isPositive();
        assertThat(CodePoints.compare("a\ud83d\ude00", "a\ud83d")).isPositive();
    }

    @Test
    void secondHalvesOrderPairs() {
        assertThat(CodePoints.compare("\ud83d\ude00", "\ud83d\ude01")).isNegative();
        assertThat(CodePoints.compare("\ude00", "\ude01")).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'', a", "a, ab", "ab, b", "a, a"})
    void ordersPlainTextAsJavaDoes(String a, String b) {
        assertThat(Integer.signum(CodePoints.compare(a, b))).isEqualTo(Integer.signum(a.compareTo(b)));
        assertThat(CodePoints.ORDER.compare(b, a)).isEqualTo(-CodePoints.compare(a, b));
    }

    @Test
    void findsPartsWithoutCuttingPairs() {
        assertThat(CodePoints.contains("a😀b", "😀")).isTrue();
        assertThat(CodePoints.contains("a😀b", "\ud83d")).isFalse();
        assertThat(CodePoints.contains("a😀b", "\ude00b")).isFalse();
        assertThat(CodePoints.contains("a😀\ud83d", "\ud83d"))
                .as("the second one stands alone")
                .isTrue();
        assertThat(CodePoints.contains("😀", "")).isTrue();
        assertThat(CodePoints.contains("", "")).isTrue();
        assertThat(CodePoints.contains("", "a")).isFalse();
    }
}
