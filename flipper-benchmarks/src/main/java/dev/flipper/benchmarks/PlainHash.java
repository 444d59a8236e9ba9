package dev.flipper.benchmarks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The score of one whole number as one writes it down at first: a string, the digest of its bytes, a big integer. It
 * has less to do than the engine: no flag is looked up, nothing is escaped, and there is one attribute of one type.
 */
final class PlainHash {

    private static final BigInteger BUCKETS = BigInteger.valueOf(100);

    private PlainHash() {}

    static double score(String attribute, long value) {
        String text = "[[\"" + attribute + "\", " + value + "]]";
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return new BigInteger(1, digest).mod(BUCKETS).intValue() / 100.0;
    }
}
