package dev.flipper.store.jpa;

class HibernateOnH2Test extends H2StoreTest {

    HibernateOnH2Test() {
        super(Providers.HIBERNATE);
    }
}
