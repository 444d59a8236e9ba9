package dev.flipper.store.jpa;

class EclipseLinkOnPostgres14Test extends PostgresStoreContract {

    EclipseLinkOnPostgres14Test() {
        super(PostgresVersion.POSTGRESQL_14, Providers.ECLIPSELINK);
    }

    /** The others run more of them. */
    @Override
    protected int sequences() {
        return 8;
    }
}
