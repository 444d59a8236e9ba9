package dev.flipper.testsuite;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes in the server's default data source. */
@ExtendWith(ArquillianExtension.class)
class JoinedChangesIT extends JoinedChanges {

    @Deployment
    static WebArchive application() {

        return TransactionTests.ofClients(TransactionTests.DEFAULT);
    }
}
