package dev.flipper.store.jpa;

class HibernateOnPostgres18Test extends PostgresStoreContract {

    HibernateOnPostgres18Test() {
        super(PostgresVersion.POSTGRESQL_18, Providers.HIBERNATE);
    }
}
