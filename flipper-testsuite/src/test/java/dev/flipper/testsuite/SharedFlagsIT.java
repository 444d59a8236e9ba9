package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flipper.FeatureFlagClient;
import dev.flipper.testsuite.app.SharedFlag;
import dev.flipper.testsuite.app.SharedFlagPage;
import java.time.Duration;
import java.util.Arrays;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Flags in Redis, which an application in the server shares with a program outside. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SharedFlagsIT {

    private static final SharedRedis REDIS = SharedRedis.start();

    private static final ObjectName CLIENT =
            Management.name("dev.flipper:type=FeatureFlagClient,app=\"shared\",name=\"default\"");
    private static final ObjectName FLAG =
            Management.name("dev.flipper:type=FeatureFlag,app=\"shared\",client=\"default\",name=\"SHARED\"");

    private final Pages pages = new Pages();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "shared", managed = false, testable = false)
    static WebArchive application() {
        String[] settings = Stream.concat(
                        Arrays.stream(REDIS.settings()),
                        Stream.of("flipper.redis.timeout=500ms", "flipper.flags.\"SHARED\"=false"))
                .toArray(String[]::new);
        return Flipper.application("shared.war", settings)
                .addAsLibraries(SharedRedis.libraries())
                .addClasses(SharedFlag.class, SharedFlagPage.class);
    }

    @BeforeEach
    void startEmpty() {
        REDIS.stop();
        REDIS.startAgain();
    }

    @AfterEach
    void undeploy() {
        deployer.undeploy("shared");
    }

    @AfterAll
    static void stop() {
        REDIS.stop();
    }

    private void awaitPage(String text) {
        eventually(() -> assertThat(pages.get("shared/flag")).isEqualTo(text));
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(check);
    }

    @Test
    void aChangeElsewhereShowsInTheApplicationAndIsObserved() {
        deployer.deploy("shared");
        assertThat(pages.get("shared/flag")).isEqualTo("DISABLED []");
        try (FeatureFlagClient node = REDIS.node()) {
            node.enable("SHARED");
            awaitPage("ENABLED [SHARED [ENABLED]]");
            node.destroy("SHARED");
            awaitPage("NOT_FOUND [SHARED [ENABLED], SHARED [DESTROYED]]");
        }
    }

    @Test
    void aChangeOverJmxShowsElsewhere() throws Exception {
        deployer.deploy("shared");
        try (FeatureFlagClient node = REDIS.node();
                Management management = Management.connect()) {
            assertThat(management.server().getAttribute(CLIENT, "StoreKind")).isEqualTo("redis, mirrored");
            assertThat(node.isEnabled("SHARED")).isFalse();
            management.server().setAttribute(FLAG, new Attribute("Enabled", true));
            eventually(() -> assertThat(node.isEnabled("SHARED")).isTrue());
            assertThat(pages.get("shared/flag")).as("no change of others").isEqualTo("ENABLED []");
        }
    }

    @Test
    void theLastKnownStateAnswersWhileRedisIsAway() throws Exception {
        deployer.deploy("shared");
        try (Management management = Management.connect()) {
            management.server().setAttribute(FLAG, new Attribute("Enabled", true));
            REDIS.stop();
            eventually(() -> assertThat(management.server().getAttribute(CLIENT, "StoreState"))
                    .isEqualTo("STALE"));
            assertThat(pages.get("shared/flag")).isEqualTo("ENABLED []");
            assertThatThrownBy(() -> management.server().setAttribute(FLAG, new Attribute("Enabled", false)))
                    .hasStackTraceContaining("The flag 'SHARED' could not be read from Redis at ");

            REDIS.startAgain();

            awaitPage("NOT_FOUND [SHARED [DESTROYED]]");
            eventually(() -> assertThat(management.server().getAttribute(CLIENT, "StoreState"))
                    .isEqualTo("CONNECTED"));
        }
    }

    @Test
    void anApplicationStartsWithoutRedisAndHasItsFlagsLater() {
        REDIS.stop();
        deployer.deploy("shared");
        assertThat(pages.get("shared/flag")).isEqualTo("ERROR []");
        REDIS.startAgain();
        eventually(() -> assertThat(pages.get("shared/flag")).startsWith("DISABLED"));
    }
}
