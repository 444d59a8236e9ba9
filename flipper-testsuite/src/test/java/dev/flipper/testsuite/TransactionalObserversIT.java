package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.testsuite.app.events.Account;
import dev.flipper.testsuite.app.events.TransactionLog;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs inside the server: observers that wait for the end of the transaction in which a flag is switched. */
@ExtendWith(ArquillianExtension.class)
class TransactionalObserversIT {

    @Inject
    FeatureFlagClient features;

    @Inject
    TransactionLog log;

    @EJB
    Account account;

    @Deployment
    static WebArchive application() {
        return Flipper.testedInside("transactions.war", "flipper.flags.\"F\"=false")
                .addClasses(Account.class, TransactionLog.class);
    }

    @BeforeEach
    void clear() {
        features.disable("F");
        log.entries().clear();
    }

    @Test
    void whoWaitsForTheCommitIsToldAfterIt() {
        account.switchOn("F");
        assertThat(log.entries()).containsExactly("at once", "switched", "before completion", "after success");
    }

    @Test
    void whoWaitsForARollbackIsToldAfterItAndTheFlagStaysSwitched() {
        account.switchOnAndRollBack("F");
        assertThat(log.entries()).containsExactly("at once", "switched", "after failure");
        assertThat(features.isEnabled("F")).isTrue();
    }

    @Test
    void withoutATransactionAllAreToldAtOnce() {
        features.enable("F");
        assertThat(log.entries())
                .containsExactlyInAnyOrder("at once", "before completion", "after success", "after failure");
    }
}
