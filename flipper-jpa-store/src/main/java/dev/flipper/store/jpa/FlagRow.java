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

    /** Public, as the next, because Hibernate warns of a mapped field that it finds no public trace of. */
    public String getName() {
        return name;
    }

    public byte[] getItem() {
        return item;
    }

    public void setItem(byte[] changed) {
        item = changed;
    }
}
