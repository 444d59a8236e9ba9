package dev.flipper.testsuite;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transactions of an ordinary data source, whose database is PostgreSQL. */
@ExtendWith(ArquillianExtension.class)
class PostgresTransactionsIT extends PostgresTransactions {

    @Deployment
    static WebArchive application() {
        TransactionTests.startPostgres();
        return TransactionTests.ofStores(TestServer.current().postgres());
    }

    @AfterAll
    static void stop() {
        TransactionTests.stopPostgres();
    }
}
