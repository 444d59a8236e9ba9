package dev.flipper.store.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An object of a {@link Service}.
 *
 * @param tag its tag, in quotation marks: as S3's, of what the content is
 */
record StoredObject(byte[] content, String tag) {

    static StoredObject of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(content);
            return new StoredObject(content, '"' + HexFormat.of().formatHex(digest) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
