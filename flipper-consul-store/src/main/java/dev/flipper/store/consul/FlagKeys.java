package dev.flipper.store.consul;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Under which keys flags are stored: the base key, a slash and the name. Immutable. */
final class FlagKeys {

    static final String EXPECTED = "one word or several with slashes between, as features or horses/features";

    private static final String UNRESERVED = "-._~/";

    private final String baseKey;
    private final String prefix;

    /** Takes a base key that can stand in the path of an address, where Consul is asked for all that is below it. */
    FlagKeys(String baseKey) {
        if (baseKey.isEmpty()) {
            throw new IllegalArgumentException("The base key must not be empty; the usual one is 'features'");
        }
        if (Arrays.stream(baseKey.split("/", -1)).anyMatch(FlagKeys::isNoPartOfAPath)) {
            throw new IllegalArgumentException(
                    "The base key must neither begin nor end with a slash, nor have empty parts, '.' or '..'");
        }
        if (!baseKey.equals(baseKey.strip()) || !baseKey.codePoints().allMatch(FlagKeys::isVisible)) {
            throw new IllegalArgumentException("The base key must have visible characters only, and spaces within");
        }
        this.baseKey = baseKey;
        this.prefix = baseKey + "/";
    }

    private static boolean isNoPartOfAPath(String part) {
        return part.isEmpty() || part.equals(".") || part.equals("..");
    }

    /** Consul refuses paths with other characters. */
    private static boolean isVisible(int codePoint) {
        return codePoint == ' '
                || switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }

    /** Gives the key of a flag; null if there can be none, as the name has a lone surrogate. */
    @Nullable
    String key(String flag) {
        Objects.requireNonNull(flag, "flag");
        return UTF_8.newEncoder().canEncode(flag) ? prefix + flag : null;
    }

    /** Gives the name of the flag of a key; null if it is none of ours. */
    @Nullable
    String flag(String key) {
        return key.startsWith(prefix) ? key.substring(prefix.length()) : null;
    }

    /** Of a key that is not UTF-8 Consul shows something else, by which nothing is found. */
    static boolean canBeAskedFor(String shown) {
        return shown.indexOf('\ufffd') < 0;
    }

    /** Gives what all keys begin with. */
    String prefix() {
        return prefix;
    }

    /** Gives what all keys begin with as a part of an address's path, percent-encoded. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (byte octet : prefix.getBytes(UTF_8)) {
            char character = (char) (octet & 0xff);
            if (isUnreserved(character)) {
                path.append(character);
            } else {
                path.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return path.toString();
    }

    private static boolean isUnreserved(char octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || UNRESERVED.indexOf(octet) >= 0;
    }

    @Override
    public String toString() {
        return baseKey;
    }
}
