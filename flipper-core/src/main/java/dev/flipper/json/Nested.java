package dev.flipper.json;

import org.jspecify.annotations.Nullable;

/** A canonical list or map: made by this package, so known to be immutable and to hold JSON values only. */
sealed interface Nested permits JsonObject, JsonArray {

    int depth();

    static int depthOf(@Nullable Object value) {
        return value instanceof Nested nested ? nested.depth() : 0;
    }

    static int deepest(Iterable<? extends @Nullable Object> values) {
        int deepest = 0;
        for (Object value : values) {
            deepest = Math.max(deepest, depthOf(value));
        }
        return deepest;
    }
}
