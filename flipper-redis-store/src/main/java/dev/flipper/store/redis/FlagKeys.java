package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Under which keys flags are stored: the base key, a slash and the name, in UTF-8. Immutable. */
final class FlagKeys {

    private final String baseKey;
    private final String prefix;
    private final byte[] prefixBytes;

    FlagKeys(String baseKey) {
        if (baseKey.isEmpty()) {
            throw new IllegalArgumentException("The base key must not be empty; the usual one is 'features'");
        }
        byte[] bytes = encoded(baseKey + "/");
        if (bytes == null) {
            throw new IllegalArgumentException("The base key must not contain lone surrogates");
        }
        this.baseKey = baseKey;
        this.prefix = baseKey + "/";
        this.prefixBytes = bytes;
    }

    /** Gives the key of a flag; null if there can be none, as the name has a lone surrogate. */
    byte @Nullable [] key(String flag) {
        return encoded(prefix + Objects.requireNonNull(flag, "flag"));
    }

    /** Gives the name of the flag that is stored under a key; null if it is none of ours, or is not UTF-8. */
    @Nullable
    String flag(byte[] key) {
        if (key.length < prefixBytes.length
                || !Arrays.equals(key, 0, prefixBytes.length, prefixBytes, 0, prefixBytes.length)) {
            return null;
        }
        return decoded(key, prefixBytes.length);
    }

    /** Gives the name of the flag of a key; null if it is none of ours. */
    @Nullable
    String flag(String key) {
        return key.startsWith(prefix) ? key.substring(prefix.length()) : null;
    }

    /** Gives what all keys begin with. */
    String prefix() {
        return prefix;
    }

    /** Gives a pattern of Redis that all keys match, and no others. */
    String pattern() {
        return prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
    }

    private static byte @Nullable [] encoded(String text) {
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Gives a text; null if the bytes are not UTF-8, which would be replaced, and so lost, otherwise. */
    static @Nullable String decoded(byte[] bytes, int from) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return baseKey;
    }
}
