package dev.flipper.json;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An unmodifiable JSON array that knows how deeply it is nested. */
final class JsonArray extends AbstractList<@Nullable Object> implements Nested, RandomAccess {

    private final @Nullable Object[] elements;
    private final int depth;

    /**
     * Copies the list.
     *
     * @param elements canonical values
     */
    JsonArray(List<@Nullable Object> elements) {
        this.elements = elements.toArray();
        this.depth = 1 + Nested.deepest(elements);
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public @Nullable Object get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
