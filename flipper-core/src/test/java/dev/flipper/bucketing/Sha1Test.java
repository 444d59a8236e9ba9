package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha1Test {

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    static void assertDigest(Sha1 sha1, String text) {
        sha1.release();
        text.chars().forEach(c -> sha1.put((char) c));
        assertThat(sha1.remainder()).isEqualTo(digest(text).mod(HUNDRED).intValue());
    }

    private static BigInteger digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            return new BigInteger(1, MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "[]", "[[\"user_id\", 1]]"})
    void isThatOfThePlatform(String text) {
        assertDigest(new Sha1(), text);
    }

    /** FIPS 180-4's own example, whose digest is a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d. */
    @Test
    void readsTheDigestAsAnUnsignedNumber() {
        BigInteger digest = new BigInteger("a9993e364706816aba3e25717850c26c9cd0d89d", 16);
        Sha1 sha1 = new Sha1();
        "abc".chars().forEach(c -> sha1.put((char) c));
        assertThat(sha1.remainder()).isEqualTo(digest.mod(HUNDRED).intValue());
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                7,
                -7,
                9,
                10,
                -10,
                99,
                100,
                4711,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                Integer.MIN_VALUE - 1L,
                99_999_999_999L,
                -100_000_000_000L,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void takesIntegersAsTheyAreWritten(long number) {
        Sha1 sha1 = new Sha1();
        sha1.put('[');
        sha1.put(number);
        sha1.put(']');
        assertThat(sha1).hasToString("[" + number + "]");
    }

    @Test
    void takesManyPieces() {
        Sha1 sha1 = new Sha1();
        StringBuilder text = new StringBuilder();
        for (long number = 1; number < 5000; number += 7) {
            sha1.put(number);
            sha1.put(", ".getBytes(StandardCharsets.US_ASCII));
            text.append(number).append(", ");
        }
        assertThat(sha1).hasToString(text.toString());
        assertThat(sha1.remainder())
                .isEqualTo(digest(text.toString()).mod(HUNDRED).intValue());
    }

    @Test
    void doesNotKeepTheRoomThatAnOutsizeTextTook() {
        Sha1 sha1 = new Sha1();
        "x".repeat(8192).chars().forEach(c -> sha1.put((char) c));
        sha1.release();
        assertThat(sha1.room()).isEqualTo(8192);
        "x".repeat(8193).chars().forEach(c -> sha1.put((char) c));
        sha1.release();
        assertThat(sha1.room()).isEqualTo(256);
        assertDigest(sha1, "short");
    }

    @Test
    void isTakenByOneAtATime() {
        Sha1 sha1 = new Sha1();
        assertThat(sha1.take()).isTrue();
        assertThat(sha1.take()).isFalse();
        sha1.release();
        assertThat(sha1.take()).isTrue();
    }

    /** Around the sizes at which the room for the text grows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 55, 56, 64, 255, 256, 257, 512, 513, 10_000})
    void takesTextOfAnyLength(int length) {
        assertDigest(new Sha1(), "x".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 55, 56, 64, 200})
    void startsAfreshAfterAnotherText(int length) {
        Sha1 sha1 = new Sha1();
        assertDigest(sha1, "another, longer text".repeat(20));
        assertDigest(sha1, "y".repeat(length));
    }
}
