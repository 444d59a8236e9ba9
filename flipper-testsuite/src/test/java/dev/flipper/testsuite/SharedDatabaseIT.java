package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flipper.FeatureFlagClient;
import dev.flipper.testsuite.app.SharedFlag;
import dev.flipper.testsuite.app.SharedFlagPage;
import java.time.Duration;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.ObjectName;
import org.awaitility.core.ThrowingRunnable;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Flags in PostgreSQL, which an application shares by its server's data source with programs outside. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SharedDatabaseIT {

    private static final SharedPostgres POSTGRES = SharedPostgres.start();

    private static final ObjectName CLIENT =
            Management.name("dev.flipper:type=FeatureFlagClient,app=\"sharedtable\",name=\"default\"");
    private static final ObjectName FLAG =
            Management.name("dev.flipper:type=FeatureFlag,app=\"sharedtable\",client=\"default\",name=\"SHARED\"");

    private final Pages pages = new Pages();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "sharedtable", managed = false, testable = false)
    static WebArchive application() {
        String[] settings = Stream.concat(
                        Stream.of(SharedPostgres.settings()),
                        // Whoever is told does not wait for a poll.
                        Stream.of("flipper.jpa.poll-interval=1h", "flipper.flags.\"SHARED\"=false"))
                .toArray(String[]::new);
        return Flipper.application("sharedtable.war", settings)
                .addAsLibraries(SharedPostgres.libraries())
                .addClasses(SharedFlag.class, SharedFlagPage.class);
    }

    @AfterEach
    void undeploy() {
        deployer.undeploy("sharedtable");
        POSTGRES.execute("DROP TABLE feature_flags");
    }

    @AfterAll
    static void stop() {
        POSTGRES.stop();
    }

    private void awaitPage(String text) {
        eventually(() -> assertThat(pages.get("sharedtable/flag")).isEqualTo(text));
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(check);
    }

    @Test
    void aChangeBySqlShowsInTheApplicationAndIsObserved() {
        deployer.deploy("sharedtable");
        awaitPage("DISABLED []");
        POSTGRES.replace("SHARED", "\"is_enabled\": false", "\"is_enabled\": true");
        awaitPage("ENABLED [SHARED [ENABLED]]");
        POSTGRES.execute("DELETE FROM feature_flags");
        awaitPage("NOT_FOUND [SHARED [ENABLED], SHARED [DESTROYED]]");
    }

    @Test
    void aChangeOverJmxShowsElsewhere() throws Exception {
        deployer.deploy("sharedtable");
        try (FeatureFlagClient node = POSTGRES.node();
                Management management = Management.connect()) {
            assertThat(management.server().getAttribute(CLIENT, "StoreKind")).isEqualTo("jpa, mirrored");
            assertThat(node.isEnabled("SHARED")).isFalse();
            management.server().setAttribute(FLAG, new Attribute("Enabled", true));
            eventually(() -> assertThat(node.isEnabled("SHARED")).isTrue());
            assertThat(pages.get("sharedtable/flag")).as("no change of others").isEqualTo("ENABLED []");
        }
    }

    @Test
    void theLastKnownStateAnswersWhileTheDatabaseIsAway() throws Exception {
        deployer.deploy("sharedtable");
        try (Management management = Management.connect()) {
            management.server().setAttribute(FLAG, new Attribute("Enabled", true));
            POSTGRES.stop();
            eventually(() -> assertThat(management.server().getAttribute(CLIENT, "StoreState"))
                    .isEqualTo("STALE"));
            assertThat(pages.get("sharedtable/flag")).isEqualTo("ENABLED []");
            assertThatThrownBy(() -> management.server().setAttribute(FLAG, new Attribute("Enabled", false)))
                    .hasStackTraceContaining("The flag 'SHARED' was not changed in the table feature_flags of the"
                            + " data source " + TestServer.current().postgres() + ": there is no connection: ");

            POSTGRES.startAgain();

            eventually(() -> assertThat(management.server().getAttribute(CLIENT, "StoreState"))
                    .isEqualTo("CONNECTED"));
            POSTGRES.replace("SHARED", "\"is_enabled\": true", "\"is_enabled\": false");
            awaitPage("DISABLED [SHARED [DISABLED]]");
        }
    }

    @Test
    void anApplicationStartsWithoutTheDatabaseAndHasItsFlagsLater() {
        POSTGRES.stop();
        deployer.deploy("sharedtable");
        assertThat(pages.get("sharedtable/flag")).isEqualTo("ERROR []");
        POSTGRES.startAgain();
        eventually(() -> assertThat(pages.get("sharedtable/flag")).startsWith("DISABLED"));
    }
}
