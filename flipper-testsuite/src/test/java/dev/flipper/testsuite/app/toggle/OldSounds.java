package dev.flipper.testsuite.app.toggle;

import dev.flipper.FeatureFlagClient;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** A handler with injections, transactions and roles of its own. */
@Stateless
@PermitAll
public class OldSounds {

    @Inject
    FeatureFlagClient features;

    @Inject
    Transactions transactions;

    public String sound() {
        return "old, knowing " + features.name();
    }

    @RolesAllowed("groom")
    public String ofGrooms() {
        return "old";
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public String transaction() {
        return "old in " + transactions.current();
    }
}
