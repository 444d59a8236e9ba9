package dev.flipper.store.jpa;

/** What a name of a flag has to be to be the key of a row. */
final class FlagNames {

    private FlagNames() {}

    /** PostgreSQL has no NUL in texts, and no encoding has half a character. */
    static boolean isStorable(String name) {
        return name.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
