package dev.flipper.store.jpa;

class HibernateOnPostgres14Test extends PostgresStoreContract {

    HibernateOnPostgres14Test() {
        super(PostgresVersion.POSTGRESQL_14, Providers.HIBERNATE);
    }

    /** The others run more of them. */
    @Override
    protected int sequences() {
        return 8;
    }
}
