package dev.flipper.bucketing;

import dev.flipper.json.AsciiSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/**
 * SHA-1 of ASCII text that arrives character by character. Used again and again it allocates nothing; the digest is the
 * JDK's, which has the processor's instructions for it. Not thread-safe.
 */
final class Sha1 implements AsciiSink {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int DIGEST_BYTES = 20;
    private static final int HUNDRED = 100;

    /** The most that a long takes, with its sign. */
    private static final int LONGEST_NUMBER = 20;

    private static final int RADIX = 10;
    /** The digits of 0 to 99. */
    private static final byte[] TENS = new byte[HUNDRED];

    private static final byte[] ONES = new byte[HUNDRED];

    static {
        for (int pair = 0; pair < HUNDRED; pair++) {
            TENS[pair] = (byte) ('0' + pair / RADIX);
            ONES[pair] = (byte) ('0' + pair % RADIX);
        }
    }

    /** -1, -10, -100 …: as many as a long holds. */
    private static final long[] POWERS = LongStream.iterate(-1, power -> RADIX * power)
            .limit(LONGEST_NUMBER - 1)
            .toArray();

    private static final int USUAL_BYTES = 256;
    private static final int LARGEST_KEPT_BYTES = 8192;

    private final AtomicBoolean taken = new AtomicBoolean();
    private final MessageDigest digest;
    private final byte[] hash = new byte[DIGEST_BYTES];
    private byte[] text = new byte[USUAL_BYTES];
    private int length;

    Sha1() {
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1, this one has not", e);
        }
    }

    /** Makes it the calling thread's, unless it is another's. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /** Makes it ready for the next text, and anybody's. Room that an outsize text took is given up. */
    void release() {
        if (text.length > LARGEST_KEPT_BYTES) {
            text = new byte[USUAL_BYTES];
        }
        length = 0;
        taken.setRelease(false);
    }

    int room() {
        return text.length;
    }

    int length() {
        return length;
    }

    @Override
    public void put(char c) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = (byte) c;
    }

    /** Puts ASCII text. */
    void put(byte[] ascii) {
        makeRoom(ascii.length);
        System.arraycopy(ascii, 0, text, length, ascii.length);
        length += ascii.length;
    }

    /** Puts an integer as it is written in decimal. */
    void put(long integer) {
        makeRoom(LONGEST_NUMBER);
        if (integer < 0) {
            text[length++] = '-';
        }
        // The smallest long has no positive counterpart, the smallest number of digits none that is less.
        long negative = integer < 0 ? integer : -integer;
        int digits = 1;
        while (digits < POWERS.length && negative <= POWERS[digits]) {
            digits++;
        }
        length += digits;
        putDigits(negative, length);
    }

    /** Puts the digits of a number that is not positive, from the last to the first, two at a time. */
    private void putDigits(long negative, int end) {
        int at = end;
        long rest = negative;
        while (rest < Integer.MIN_VALUE) {
            text[--at] = (byte) ('0' - rest % RADIX);
            rest /= RADIX;
        }
        int small = (int) rest;
        while (small <= -HUNDRED) {
            int shorter = small / HUNDRED;
            int pair = shorter * HUNDRED - small;
            text[--at] = ONES[pair];
            text[--at] = TENS[pair];
            small = shorter;
        }
        text[--at] = ONES[-small];
        if (small <= -RADIX) {
            text[--at] = TENS[-small];
        }
    }

    private void makeRoom(int more) {
        if (text.length - length < more) {
            text = Arrays.copyOf(text, 2 * (length + more));
        }
    }

    /** Gives the digest, an unsigned big-endian integer, modulo a hundred. */
    int remainder() {
        digest.update(text, 0, length);
        try {
            digest.digest(hash, 0, DIGEST_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("A SHA-1 digest has 20 bytes", e);
        }
        // The remainder of a sum is that of the sum of remainders, and of a product likewise.
        long sum = word(0) * 56 + word(1) * 36 + word(2) * 16 + word(3) * 96 + word(4);
        return (int) (sum % HUNDRED);
    }

    private long word(int index) {
        return Integer.toUnsignedLong((int) INTS.get(hash, index * Integer.BYTES));
    }

    /** Gives the text. */
    @Override
    public String toString() {
        return new String(text, 0, length, StandardCharsets.US_ASCII);
    }
}
