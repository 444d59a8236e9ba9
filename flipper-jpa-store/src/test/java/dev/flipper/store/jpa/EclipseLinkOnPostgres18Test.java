package dev.flipper.store.jpa;

class EclipseLinkOnPostgres18Test extends PostgresStoreContract {

    EclipseLinkOnPostgres18Test() {
        super(PostgresVersion.POSTGRESQL_18, Providers.ECLIPSELINK);
    }

    /** The others run more of them. */
    @Override
    protected int sequences() {
        return 8;
    }
}
