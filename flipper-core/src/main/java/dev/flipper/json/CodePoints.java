package dev.flipper.json;

import java.util.Comparator;

/**
 * Strings as sequences of Unicode code points, as Python sees them. Java compares UTF-16 units, which puts U+FF5E
 * behind an emoji; and a lone surrogate is no part of a pair.
 */
public final class CodePoints {

    /** Orders strings by code point. */
    public static final Comparator<String> ORDER = CodePoints::compare;

    private CodePoints() {}

    /**
     * Compares two strings by code point.
     *
     * @param a one string
     * @param b the other
     * @return negative, zero or positive, as {@link Comparator#compare}
     */
    public static int compare(String a, String b) {
        int limit = Math.min(a.length(), b.length());
        for (int i = 0; i < limit; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                int start = i > 0 && (splitsPair(a, i) || splitsPair(b, i)) ? i - 1 : i;
                return Integer.compare(a.codePointAt(start), b.codePointAt(start));
            }
        }
        if (a.length() == b.length()) {
            return 0;
        }
        // One is a prefix of the other by units; by code points the end may lie within a pair of the longer one.
        String longer = a.length() > b.length() ? a : b;
        boolean within = limit > 0 && splitsPair(longer, limit);
        int byPoint = within ? Integer.compare(a.codePointAt(limit - 1), b.codePointAt(limit - 1)) : 0;
        return byPoint != 0 ? byPoint : Integer.compare(a.length(), b.length());
    }

    /**
     * Tells whether a string contains another as a sequence of code points.
     *
     * @param text the string to search in
     * @param part the string to find
     * @return true if {@code part} is empty or stands in {@code text} without cutting a surrogate pair
     */
    public static boolean contains(String text, String part) {
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            if (part.isEmpty() || !(splitsPair(text, at) || splitsPair(text, at + part.length()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean splitsPair(String text, int index) {
        return index > 0
                && index < text.length()
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
    }
}
