package dev.flipper.store.jpa;

import org.jspecify.annotations.Nullable;

/**
 * Where in the database the flags are. Immutable. Its names are checked, and quoted wherever they become a part of a
 * statement; nothing else that is given from outside ever does.
 *
 * @param schema the schema; null for the one that the connections have
 * @param table the table
 * @param nameColumn the column of the flags' names
 * @param itemColumn the column of their documents
 */
record FlagTable(@Nullable String schema, String table, String nameColumn, String itemColumn) {

    /** Where the Python original has them. */
    static final FlagTable ORIGINAL = new FlagTable(null, "feature_flags", "name", "item");

    FlagTable {
        if (schema != null) {
            SqlName.require("schema", schema);
        }
        SqlName.require("table", table);
        SqlName.require("name column", nameColumn);
        SqlName.require("item column", itemColumn);
        if (nameColumn.equals(itemColumn)) {
            throw new IllegalArgumentException(
                    "The name column and the item column must be two, both are '" + nameColumn + "'");
        }
    }

    /** Gives the table as a part of a statement. */
    String quoted(String quote) {
        return (schema == null ? "" : quoted(quote, schema) + ".") + quoted(quote, table);
    }

    /** Gives a column as a part of a statement. */
    static String quoted(String quote, String column) {
        return quote + column + quote;
    }

    @Override
    public String toString() {
        return (schema == null ? "" : schema + ".") + table;
    }
}
