package dev.flipper.testsuite;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes in an ordinary data source, whose database is PostgreSQL. */
@ExtendWith(ArquillianExtension.class)
class JoinedChangesOnPostgresIT extends JoinedChanges {

    @Deployment
    static WebArchive application() {
        TransactionTests.startPostgres();
        return TransactionTests.ofClients(TestServer.current().postgres());
    }

    @AfterAll
    static void stop() {
        TransactionTests.stopPostgres();
    }
}
