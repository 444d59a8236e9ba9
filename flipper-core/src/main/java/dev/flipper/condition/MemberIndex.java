package dev.flipper.condition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds strings and integers in a long list without going through it: lists of users are the commonest condition. A
 * list that holds anything else has no index, since a decimal or a boolean may equal an integer.
 */
final class MemberIndex {

    private static final int WORTHWHILE = 8;

    private final Set<Object> members;

    private MemberIndex(Set<Object> members) {
        this.members = members;
    }

    static @Nullable MemberIndex of(@Nullable Object container) {
        if (!(container instanceof List<?> list) || list.size() < WORTHWHILE) {
            return null;
        }
        Set<Object> members = new HashSet<>();
        for (Object element : list) {
            if (element == null || !isIndexed(element)) {
                return null;
            }
            members.add(element);
        }
        return new MemberIndex(members);
    }

    /** Whether the index alone can tell. */
    static boolean isIndexed(Object value) {
        return value instanceof String || value instanceof Integer || value instanceof Long;
    }

    boolean contains(Object value) {
        return members.contains(value);
    }
}
