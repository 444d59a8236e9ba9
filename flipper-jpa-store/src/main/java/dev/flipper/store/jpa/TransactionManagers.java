package dev.flipper.store.jpa;

import jakarta.transaction.TransactionManager;
import java.util.List;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Finds the transaction manager of the server. No specification says where it is. */
final class TransactionManagers {

    /** WildFly, GlassFish and Payara, and what others have taken over from older servers. */
    private static final List<String> PLACES = List.of(
            "java:jboss/TransactionManager",
            "java:appserver/TransactionManager",
            "java:comp/TransactionManager",
            "java:/TransactionManager",
            "java:pm/TransactionManager");

    private TransactionManagers() {}

    static CallerTransactions find() {
        return PLACES.stream()
                .map(TransactionManagers::at)
                .filter(found -> found != null)
                .findFirst()
                .map(Found::transactions)
                .orElseGet(NoCallerTransactions::new);
    }

    private static @Nullable Found at(String place) {
        try {
            Object found = Jndi.lookUp(place);
            return found == null ? null : new Found(found);
        } catch (NamingException e) {
            // Plain Java has no names at all, and each server has only some of them.
            return null;
        }
    }

    /** Apart, because plain Java has no transaction manager's class either. */
    private static final class Found {

        private final Object manager;

        Found(Object manager) {
            this.manager = manager;
        }

        CallerTransactions transactions() {
            return new JtaTransactions((TransactionManager) manager);
        }
    }
}
