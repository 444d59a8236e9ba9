package dev.flipper.bucketing;

import dev.flipper.json.AsciiSink;

/**
 * SHA-1 (FIPS 180-4, section 6.1) of ASCII text that arrives character by character. {@code MessageDigest} would need
 * an array of the text and makes one of the digest; a check is to allocate nothing. Not thread-safe.
 */
final class Sha1 implements AsciiSink {

    private static final int BLOCK_WORDS = 16;
    private static final int ROUNDS = 80;
    /** Bytes of a block before the length of the message, which ends the last one. */
    private static final int LENGTH_AT = 56;

    private final int[] words = new int[ROUNDS];
    private int h0;
    private int h1;
    private int h2;
    private int h3;
    private int h4;
    private long length;

    Sha1 reset() {
        h0 = 0x67452301;
        h1 = 0xEFCDAB89;
        h2 = 0x98BADCFE;
        h3 = 0x10325476;
        h4 = 0xC3D2E1F0;
        length = 0;
        return this;
    }

    @Override
    public void put(char c) {
        append(c);
    }

    private void append(int octet) {
        int at = position();
        int word = at >> 2;
        words[word] = (at & 3) == 0 ? octet << 24 : words[word] | octet << (24 - 8 * (at & 3));
        length++;
        if (at == 4 * BLOCK_WORDS - 1) {
            compress();
        }
    }

    private int position() {
        return (int) length & 4 * BLOCK_WORDS - 1;
    }

    /** Ends the message and gives the digest, an unsigned big-endian integer, modulo a small divisor. */
    int remainder(int divisor) {
        pad();
        long remainder = Integer.toUnsignedLong(h0) % divisor;
        remainder = (remainder << 32 | Integer.toUnsignedLong(h1)) % divisor;
        remainder = (remainder << 32 | Integer.toUnsignedLong(h2)) % divisor;
        remainder = (remainder << 32 | Integer.toUnsignedLong(h3)) % divisor;
        return (int) ((remainder << 32 | Integer.toUnsignedLong(h4)) % divisor);
    }

    private void pad() {
        long bits = length * 8;
        append(0x80);
        while (position() != LENGTH_AT) {
            append(0);
        }
        for (int shift = 56; shift >= 0; shift -= 8) {
            append((int) (bits >>> shift) & 0xFF);
        }
    }

    private void compress() {
        for (int t = BLOCK_WORDS; t < ROUNDS; t++) {
            words[t] = Integer.rotateLeft(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
        }
        int a = h0;
        int b = h1;
        int c = h2;
        int d = h3;
        int e = h4;
        for (int t = 0; t < ROUNDS; t++) {
            int next = Integer.rotateLeft(a, 5) + mix(t, b, c, d) + e + words[t];
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        h0 += a;
        h1 += b;
        h2 += c;
        h3 += d;
        h4 += e;
    }

    /** The function and the constant of a round. */
    private static int mix(int t, int b, int c, int d) {
        if (t < 20) {
            return ((b & c) | (~b & d)) + 0x5A827999;
        }
        if (t < 40) {
            return (b ^ c ^ d) + 0x6ED9EBA1;
        }
        if (t < 60) {
            return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
        }
        return (b ^ c ^ d) + 0xCA62C1D6;
    }
}
