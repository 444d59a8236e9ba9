package dev.flipper.store.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;

/**
 * Which database it is, in the words of its driver.
 *
 * @param name the product's name
 * @param major the first number of its version
 * @param minor the second one
 */
record DatabaseProduct(String name, int major, int minor) {

    static DatabaseProduct of(Connection connection) throws SQLException {
        DatabaseMetaData known = connection.getMetaData();
        return new DatabaseProduct(
                known.getDatabaseProductName(), known.getDatabaseMajorVersion(), known.getDatabaseMinorVersion());
    }

    /**
     * Gives the settings by which a provider of Jakarta Persistence knows the database. Hibernate would else ask it
     * while it starts, and tell of a database that fails then as of a dialect that cannot be found.
     */
    Map<String, String> settings() {
        return Map.of(
                "jakarta.persistence.database-product-name",
                name,
                "jakarta.persistence.database-major-version",
                String.valueOf(major),
                "jakarta.persistence.database-minor-version",
                String.valueOf(minor),
                "hibernate.boot.allow_jdbc_metadata_access",
                "false");
    }
}
