package dev.flipper.store.jpa;

/**
 * What the column of the flags' names takes. The Python original makes one of 40 characters.
 *
 * @param kind whose column it is
 * @param width how long a name can be; 0 or less if there is no limit
 */
record NameColumn(DatabaseKind kind, int width) {

    boolean takes(String name) {
        return width <= 0 || length(name) <= width;
    }

    int length(String name) {
        return kind.length(name);
    }
}
