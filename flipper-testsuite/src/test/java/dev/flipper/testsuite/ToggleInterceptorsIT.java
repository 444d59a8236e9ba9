package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.testsuite.app.toggle.Counter;
import dev.flipper.testsuite.app.toggle.GuardedHorse;
import dev.flipper.testsuite.app.toggle.RetriedHorse;
import dev.flipper.testsuite.app.toggle.SerializableHorse;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs inside the server: what comes before a switched method, and so holds for its redirect, and what comes after. */
@ExtendWith(ArquillianExtension.class)
class ToggleInterceptorsIT {

    @Inject
    FeatureFlagClient features;

    @Inject
    RetriedHorse retried;

    @EJB
    GuardedHorse guarded;

    @Inject
    SerializableHorse serializable;

    @Inject
    Counter counter;

    @Inject
    UserTransaction transaction;

    @Deployment
    static WebArchive application() {
        return Flipper.testedInside("interceptors.war", "flipper.flags.\"SOUND\"=false")
                .addPackage(GuardedHorse.class.getPackage());
    }

    @AfterEach
    void switchOff() {
        features.disable("SOUND");
    }

    @Test
    void theRedirectRunsInTheTransactionOfTheMethod() {
        assertThat(retried.transacted()).as("of a CDI bean").isTrue();
        assertThat(guarded.transacted()).as("of an EJB").isTrue();
        features.enable("SOUND");
        assertThat(retried.transacted()).isTrue();
    }

    @Test
    void theHandlerHasTransactionsOfItsOwn() throws Exception {
        transaction.begin();
        try {
            String own = guarded.ownTransaction();
            assertThat(own).isNotEqualTo("old in null");
            assertThat(guarded.transaction()).startsWith("old in ").isNotIn(own, "old in null");
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void theRolesOfTheMethodHoldForItsRedirect() {
        assertThatThrownBy(guarded::ofGrooms).isInstanceOf(EJBAccessException.class);
        features.enable("SOUND");
        assertThatThrownBy(guarded::ofGrooms).isInstanceOf(EJBAccessException.class);
    }

    @Test
    void theRolesOfTheRedirectDoNotHold() {
        assertThat(guarded.passingBy()).isEqualTo("old");
        assertThatThrownBy(guarded::oldOfGrooms).isInstanceOf(EJBAccessException.class);
    }

    @Test
    void theRolesOfTheHandlerHold() {
        assertThatThrownBy(guarded::toGuarded).isInstanceOf(EJBAccessException.class);
        features.enable("SOUND");
        assertThat(guarded.toGuarded()).isEqualTo("new");
    }

    @Test
    void aCallThatDoesNotTakePlaceIsNotRetried() {
        assertThatThrownBy(retried::sound).hasMessage("old 1");
        assertThat(retried.attempts()).isEqualTo(1);
        features.enable("SOUND");
        assertThat(retried.sound()).isEqualTo("fallback after 3");
        assertThat(retried.attempts()).isEqualTo(3);
    }

    @Test
    void theApplicationsInterceptorsSeeOnlyCallsThatTakePlace() {
        int before = counter.calls();
        assertThat(retried.counted()).isNull();
        assertThat(counter.calls()).isEqualTo(before);
        features.enable("SOUND");
        assertThat(retried.counted()).isEqualTo("new");
        assertThat(counter.calls()).isEqualTo(before + 1);
    }

    @Test
    void aBeanIsSwitchedAfterItWasWrittenAndRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(serializable);
        }
        SerializableHorse copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override
            protected Class<?> resolveClass(java.io.ObjectStreamClass type) throws ClassNotFoundException {
                return Class.forName(type.getName(), false, SerializableHorse.class.getClassLoader());
            }
        }) {
            copy = (SerializableHorse) in.readObject();
        }
        assertThat(copy.sound()).isEqualTo("old");
        features.enable("SOUND");
        assertThat(copy.sound()).isEqualTo("new");
    }
}
