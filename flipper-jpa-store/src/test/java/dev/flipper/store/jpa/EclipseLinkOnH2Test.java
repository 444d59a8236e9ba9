package dev.flipper.store.jpa;

class EclipseLinkOnH2Test extends H2StoreTest {

    EclipseLinkOnH2Test() {
        super(Providers.ECLIPSELINK);
    }
}
