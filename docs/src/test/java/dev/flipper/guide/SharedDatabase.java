package dev.flipper.guide;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.jpa.JpaFeatureFlagStore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The bean of a database in docs/stores.md. */
@ApplicationScoped
class SharedDatabase {

    static final JdbcDataSource DATABASE = new JdbcDataSource();

    /** Nobody looks resources up in plain Java. */
    SharedDatabase() {
        database = DATABASE;
    }

    @Resource(lookup = "java:jboss/datasources/HorsesDS")
    DataSource database;

    @Produces
    @ApplicationScoped
    FeatureFlagStore flags() {
        return JpaFeatureFlagStore.builder(database).table("flags").build();
    }
}
