package dev.flipper.bucketing;

import dev.flipper.json.AsciiSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SHA-1 of ASCII text that arrives character by character. Used again and again it allocates nothing; the digest is the
 * JDK's, which has the processor's instructions for it. Not thread-safe.
 */
final class Sha1 implements AsciiSink {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int DIGEST_BYTES = 20;
    private static final int USUAL_BYTES = 256;
    private static final int LARGEST_KEPT_BYTES = 8192;

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

    Sha1 reset() {
        length = 0;
        return this;
    }

    @Override
    public void put(char c) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = (byte) c;
    }

    /** Whether it is small enough to be kept for the next text. */
    boolean isKept() {
        return text.length <= LARGEST_KEPT_BYTES;
    }

    /** Gives the digest, an unsigned big-endian integer, modulo a small divisor. */
    int remainder(int divisor) {
        digest.update(text, 0, length);
        try {
            digest.digest(hash, 0, DIGEST_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("A SHA-1 digest has 20 bytes", e);
        }
        long remainder = 0;
        for (int at = 0; at < DIGEST_BYTES; at += Integer.BYTES) {
            remainder = (remainder << Integer.SIZE | Integer.toUnsignedLong((int) INTS.get(hash, at))) % divisor;
        }
        return (int) remainder;
    }
}
