package dev.flipper.store.consul;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored under a key.
 *
 * @param version the number of the last change of it, larger than that of any change before
 * @param flags a number that whoever writes the entry may use as he likes; it is kept
 * @param value in Base64, as Consul gives it
 */
record Entry(String key, long version, Number flags, String value) {

    /** Reads one entry of an answer. */
    static Entry of(@Nullable Object json) {
        if (json instanceof Map<?, ?> members
                && members.get("Key") instanceof String key
                && members.get("ModifyIndex") instanceof Number version) {
            Number flags = members.get("Flags") instanceof Number given ? given : 0;
            return new Entry(key, version.longValue(), flags, Objects.toString(members.get("Value"), ""));
        }
        throw ConsulFailure.unknown("its answer is not Consul's: an entry has no key or no index", null);
    }

    /** Gives the value as it was stored. */
    byte[] bytes() {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw ConsulFailure.unknown("its answer is not Consul's: " + e.getMessage(), e);
        }
    }

    /** Tells whether it is a mark that there is a folder, as Consul's user interface makes them, and not a flag. */
    boolean isFolder() {
        return value.isEmpty() && key.endsWith("/");
    }
}
