package dev.flipper.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An object of a {@link Service}, which is text.
 *
 * @param tag its tag, in quotation marks: as S3's, of what the content is
 */
record StoredObject(String text, String tag) {

    static StoredObject of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
            return new StoredObject(text, '"' + HexFormat.of().formatHex(digest) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    byte[] bytes() {
        return text.getBytes(UTF_8);
    }
}
