package dev.flipper.condition;

import dev.flipper.json.CodePoints;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The original's {@code in}: an element of a list, a part of a string, a name in a map. */
enum Membership {
    MEMBER,
    NO_MEMBER,
    /** The original raises an error: the right side holds nothing, or the left side cannot be held by it. */
    UNDEFINED;

    static Membership test(@Nullable Object element, @Nullable Object container) {
        if (container instanceof List<?> list) {
            return of(isElement(element, list));
        }
        if (container instanceof String text) {
            return element instanceof String part ? of(CodePoints.contains(text, part)) : UNDEFINED;
        }
        if (container instanceof Map<?, ?> map) {
            // Lists and maps have no hash in the original's language and cannot be looked up.
            boolean hashable = !(element instanceof List || element instanceof Map);
            return hashable ? of(element instanceof String && map.containsKey(element)) : UNDEFINED;
        }
        return UNDEFINED;
    }

    private static Membership of(boolean member) {
        return member ? MEMBER : NO_MEMBER;
    }

    private static boolean isElement(@Nullable Object element, List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            if (Comparison.equal(element, list.get(i))) {
                return true;
            }
        }
        return false;
    }
}
