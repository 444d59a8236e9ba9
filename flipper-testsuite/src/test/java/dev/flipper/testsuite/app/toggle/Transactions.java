package dev.flipper.testsuite.app.toggle;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;

@ApplicationScoped
public class Transactions {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry registry;

    /** The key of the caller's transaction, or null. */
    public Object current() {
        return registry.getTransactionKey();
    }
}
