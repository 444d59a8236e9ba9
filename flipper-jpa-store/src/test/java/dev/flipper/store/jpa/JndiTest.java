package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JndiTest {

    @AfterEach
    void stopNaming() {
        TestNaming.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java:comp/DefaultDataSource",
                "java:jboss/datasources/ExampleDS",
                "java:/HorsesDS",
                "jdbc/horses",
                "jdbc/__default"
            })
    void namesLeadIntoThisProcess(String name) throws NamingException {
        TestNaming.start();
        TestNaming.bind(name, "bound");
        assertThat(Jndi.isName(name)).isTrue();
        assertThat(Jndi.lookUp(name)).isEqualTo("bound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "java:",
                "ldap://host/x",
                "LDAP://host/x",
                "ldaps://host/x",
                "rmi://host/x",
                "dns://host/x",
                "iiop://host/x",
                "corbaname:rir:#x",
                "http://host/x",
                "java:ldap://host/x",
                "java:java:comp",
                "jndi:x"
            })
    void othersAreNotLookedUp(String name) {
        TestNaming.start();
        TestNaming.bind(name, "bound");
        assertThat(Jndi.isName(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Jndi.lookUp(name))
                .withMessage("It must be a JNDI name, as java:jboss/datasources/HorsesDS or jdbc/horses; it is '" + name
                        + "'");
    }

    @Test
    void whatIsNotBoundIsNotFound() {
        assertThatExceptionOfType(NoInitialContextException.class).isThrownBy(() -> Jndi.lookUp("jdbc/horses"));
        TestNaming.start();
        assertThatExceptionOfType(NameNotFoundException.class).isThrownBy(() -> Jndi.lookUp("jdbc/horses"));
    }
}
