package dev.flipper.store.jpa;

/** The persistence providers that tests use. */
final class Providers {

    static final String HIBERNATE = "org.hibernate.jpa.HibernatePersistenceProvider";
    static final String ECLIPSELINK = "org.eclipse.persistence.jpa.PersistenceProvider";

    private Providers() {}
}
