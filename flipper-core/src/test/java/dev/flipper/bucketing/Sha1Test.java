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

    private static final int[] DIVISORS = {1, 2, 7, 100, 65_537, 999_983, Integer.MAX_VALUE};

    /** Many divisors together tell any two digests apart. */
    static void assertDigest(Sha1 sha1, String text) {
        BigInteger digest = digest(text);
        for (int divisor : DIVISORS) {
            sha1.reset();
            text.chars().forEach(c -> sha1.put((char) c));
            assertThat(sha1.remainder(divisor))
                    .as("modulo %s", divisor)
                    .isEqualTo(digest.mod(BigInteger.valueOf(divisor)).intValue());
        }
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
        assertThat(sha1.remainder(999_983))
                .isEqualTo(digest.mod(BigInteger.valueOf(999_983)).intValue());
    }

    @Test
    void doesNotKeepTheRoomThatAnOutsizeTextTook() {
        Sha1 sha1 = new Sha1();
        "x".repeat(8192).chars().forEach(c -> sha1.put((char) c));
        assertThat(sha1.isKept()).isTrue();
        sha1.put('x');
        assertThat(sha1.isKept()).isFalse();
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
