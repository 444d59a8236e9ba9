package dev.flipper.testsuite;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transactions of the server's default data source. */
@ExtendWith(ArquillianExtension.class)
class DatabaseTransactionsIT extends DatabaseTransactions {

    @Deployment
    static WebArchive application() {

        return TransactionTests.ofStores(TransactionTests.DEFAULT);
    }
}
