package dev.flipper.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An unmodifiable JSON object that keeps the order of its members and knows how deeply it is nested. */
final class JsonObject extends AbstractMap<String, @Nullable Object> implements Nested {

    private final Map<String, @Nullable Object> members;
    private final int depth;

    /**
     * Takes over the map, which must not be changed any more.
     *
     * @param members names and canonical values
     */
    @SuppressWarnings("NonApiType") // the order of the members has to be kept
    JsonObject(LinkedHashMap<String, @Nullable Object> members) {
        this.members = Collections.unmodifiableMap(members);
        this.depth = 1 + Nested.deepest(members.values());
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return members.entrySet();
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return members.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return members.containsKey(name);
    }
}
