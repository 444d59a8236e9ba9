package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** What differs from one database to the other, as far as Flipper knows it. */
enum DatabaseKind {
    POSTGRESQL("varchar(255)", "bytea"),
    /** Counts chars, of which a character may take two. An item has a megabyte at most, the most of such a column. */
    H2("varchar(510)", "varbinary(1048576)"),
    /** Works by Jakarta Persistence alone; the table has to be made by hand. */
    OTHER("", "");

    private final String nameType;
    private final String itemType;

    DatabaseKind(String nameType, String itemType) {
        this.nameType = nameType;
        this.itemType = itemType;
    }

    static DatabaseKind of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        return switch (product) {
            case "postgresql" -> POSTGRESQL;
            case "h2" -> H2;
            default -> OTHER;
        };
    }

    /** How much room a name takes. Those that are not known here are supposed to count as Java does. */
    int length(String name) {
        return this == POSTGRESQL ? name.codePointCount(0, name.length()) : name.length();
    }

    boolean canCreateTable() {
        return this != OTHER;
    }

    String nameType() {
        return nameType;
    }

    String itemType() {
        return itemType;
    }
}
