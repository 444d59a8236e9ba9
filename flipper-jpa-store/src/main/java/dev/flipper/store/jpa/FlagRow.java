package dev.flipper.store.jpa;

/**
 * A row of the table. The names of the table and of the columns are settings, so the mapping is not in annotations but
 * in the {@link FlagMapping}.
 */
class FlagRow {

    private String name;
    private byte[] item;

    /** For the persistence provider. */
    FlagRow() {
        this("", new byte[0]);
    }

    FlagRow(String name, byte[] item) {
        this.name = name;
        this.item = item;
    }

    String name() {
        return name;
    }

    byte[] item() {
        return item;
    }

    void item(byte[] changed) {
        item = changed;
    }
}
