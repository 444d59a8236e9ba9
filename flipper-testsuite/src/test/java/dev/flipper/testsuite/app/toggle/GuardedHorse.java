package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** An EJB whose methods and redirects have roles and transactions. */
@Stateless
@PermitAll
public class GuardedHorse {

    @Inject
    Transactions transactions;

    @RolesAllowed("groom")
    @FeatureToggle(value = "SOUND", redirect = "old")
    public String ofGrooms() {
        return "new";
    }

    String old() {
        return "old";
    }

    @FeatureToggle(value = "SOUND", redirect = "oldOfGrooms")
    public String passingBy() {
        return "new";
    }

    @RolesAllowed("groom")
    public String oldOfGrooms() {
        return "old";
    }

    @FeatureToggle(value = "SOUND", redirectTo = OldSounds.class, redirect = "ofGrooms")
    public String toGuarded() {
        return "new";
    }

    @FeatureToggle(value = "SOUND", redirectTo = OldSounds.class)
    public String sound() {
        return "new";
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    @FeatureToggle(value = "SOUND", redirect = "oldTransaction")
    public boolean transacted() {
        return false;
    }

    boolean oldTransaction() {
        return transactions.current() != null;
    }

    @FeatureToggle(value = "SOUND", redirectTo = OldSounds.class)
    public String transaction() {
        return "new";
    }

    public String ownTransaction() {
        return "old in " + transactions.current();
    }
}
