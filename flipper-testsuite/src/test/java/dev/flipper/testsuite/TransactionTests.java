package dev.flipper.testsuite;

import dev.flipper.store.jpa.JpaFeatureFlagStore;
import dev.flipper.testsuite.app.database.JoinedLog;
import dev.flipper.testsuite.app.database.Stable;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Applications that test transactions from inside, each with one of the server's data sources under the same name. */
final class TransactionTests {

    /** What each server has. */
    static final String DEFAULT = "java:comp/DefaultDataSource";

    private static final String REFERENCE = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                <resource-ref>
                    <res-ref-name>jdbc/horses</res-ref-name>
                    <res-type>javax.sql.DataSource</res-type>
                    <lookup-name>%s</lookup-name>
                </resource-ref>
            </web-app>
            """;

    private static SharedPostgres postgres;

    private TransactionTests() {}

    /** Of stores that the tests make themselves. */
    static WebArchive ofStores(String dataSource) {
        return application("database.war", dataSource)
                .addClasses(DatabaseTransactions.class, PostgresTransactions.class);
    }

    /** Of clients by settings. */
    static WebArchive ofClients(String dataSource) {
        return application(
                        "joined.war",
                        dataSource,
                        "flipper.store=jpa",
                        "flipper.jpa.datasource=" + dataSource,
                        "flipper.jpa.transactions=join",
                        "flipper.client.own.store=jpa",
                        "flipper.client.own.jpa.datasource=" + dataSource,
                        "flipper.client.own.jpa.table=own_flags")
                .addClasses(JoinedChanges.class, JoinedLog.class);
    }

    private static WebArchive application(String name, String dataSource, String... settings) {
        return Flipper.testedInside(name, settings)
                .addAsLibraries(Libraries.of(JpaFeatureFlagStore.class, Awaitility.class, Matcher.class))
                .addClass(Stable.class)
                .setWebXML(new StringAsset(REFERENCE.formatted(dataSource)));
    }

    /** To be there before the application is. What runs inside of the server knows nothing of it. */
    static void startPostgres() {
        postgres = SharedPostgres.start();
    }

    /** The same, for transactions in two databases. */
    static void startPostgresThatPrepares() {
        postgres = SharedPostgres.start(10);
    }

    static void stopPostgres() {
        postgres.stop();
    }
}
