package dev.flipper.store.consul;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Reason;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is there, but does not do all that it is asked to. */
class RefusingConsulTest {

    private static final String READ = "key_prefix \"features/\" { policy = \"read\" }";
    private static final String WRITE = "key_prefix \"features/\" { policy = \"write\" }";

    private final LoggedLines log = new LoggedLines();
    private ConsulProcess server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        log.close();
    }

    private Node root() {
        server = ConsulProcess.withRights();
        return Node.withToken(server, Local.NONE, ConsulProcess.ROOT).withFlag();
    }

    @Test
    void aTokenThatMayReadDoesNotChange() {
        try (Node root = root();
                Node node = Node.withToken(server, Local.MIRROR, server.api().token(READ))
                        .awaitConnection()) {
            node.assertAnswers();
            assertMayNotWrite("on", () -> node.features.disable("on"));
            assertMayNotWrite("on", () -> node.features.destroy("on"));
            assertMayNotWrite("new", () -> node.features.create("new", true));
            assertThat(root.features.exists("new")).isFalse();
            root.features.disable("on");
            eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED));
            assertThat(log.warnings()).isEmpty();
        }
    }

    private void assertMayNotWrite(String flag, Runnable change) {
        assertFails(change)
                .withMessage("The flag '" + flag + "' was not changed in Consul at " + server
                        + ": it answered Permission denied: the token may not write 'features/" + flag + "'");
    }

    /** Consul shows nothing then, which is not to be taken for a store without flags. */
    @Test
    void aTokenWithoutRightsSeesAFailureAndNotAnEmptyStore() {
        try (Node root = root();
                Node node = Node.withToken(server, Local.NONE, server.api().token(""))) {
            node.assertNoAnswer("Permission denied: the token may not read 'features/on'");
            assertFails(node.features::list)
                    .withMessageContaining("Permission denied: the token may not read what begins with 'features/'");
            assertThat(root.features.list()).hasSize(1);
        }
    }

    /** Consul leaves it out of a list without a word. */
    @Test
    void aSingleKeyThatIsDeniedLooksAbsentToWhoReadsAll() {
        try (Node root = root();
                Node node = Node.withToken(
                        server, Local.NONE, server.api().token(READ + " key \"features/on\" { policy = \"deny\" }"))) {
            assertThat(root.features.list()).hasSize(1);
            assertThat(node.features.list()).isEmpty();
            node.assertNoAnswer("Permission denied: the token may not read 'features/on'");
        }
    }

    @Test
    void aTokenThatNobodyKnowsIsToldAndNotShown() {
        String secret = "0bad0bad-0000-4000-8000-000000000000";
        try (Node root = root();
                Node node = Node.withToken(server, Local.NONE, secret)) {
            node.assertNoAnswer("ACL not found: it does not know the token");
            assertFails(() -> node.features.create("new", true))
                    .withMessageContaining("ACL not found: it does not know the token")
                    .satisfies(failure -> assertThat(trace(failure)).doesNotContain(secret));
            assertThat(root.features.list()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no token"})
    void aCopyThatMayNotBeMadeIsNoCopyWithoutFlags(String policy) {
        try (Node root = root();
                Node node = Node.withToken(
                        server,
                        Local.MIRROR,
                        policy.isEmpty() ? server.api().token(policy) : policy.replace(' ', '-'))) {
            root.assertAnswers();
            node.assertNoAnswer("The flags have not been read from the ConsulFeatureFlagStore yet");
            assertThat(log.warnings())
                    .anyMatch(line -> line.contains("cannot be watched: it answered 403"))
                    .anyMatch(line -> line.contains("flags answer their defaults"));
            assertThat(log.reasons().toString()).doesNotContain("no-token");
        }
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void rightsThatAreTakenAwayLeaveTheLastKnownState() {
        try (Node root = root()) {
            String token = server.api().token(WRITE);
            try (Node node = Node.withToken(server, Local.MIRROR, token).awaitConnection()) {
                server.api().deleteToken(token);

                eventually(() -> assertFails(() -> node.features.disable("on")));
                root.features.create("more", true);
                eventually(() -> assertThat(log.warnings()).hasSize(2));
                node.assertAnswers();
                assertThat(node.ended()).isEmpty();
            }
        }
    }

    @Test
    void withoutALeaderNothingIsDone() {
        server = ConsulProcess.leaderless();
        // Consul itself waits for a leader for as long as seven seconds.
        try (ConsulFeatureFlagStore store = ConsulFeatureFlagStore.builder(server.uri())
                .timeout(Duration.ofSeconds(30))
                .build()) {
            assertFails(() -> store.get("on"))
                    .withMessage("The flag 'on' could not be read from Consul at " + server
                            + ": it answered 500 No cluster leader");
            assertThat(store.subscribe(flag -> {})).isPresent();
            eventually(() -> assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("Changes by others in Consul at " + server
                            + " are not told, as it cannot be watched: it answered 500 No cluster leader"));
        }
    }

    @Test
    void aFlagThatIsTooLargeIsRefused() {
        server = ConsulProcess.forgetful();
        try (Node node = Node.mirrored(server).withFlag()) {
            String large = "x".repeat(400_000);
            assertFails(() -> node.features.setClientData("on", Map.of("large", large)))
                    .withMessageStartingWith("The flag 'on' was not changed in Consul at " + server
                            + ": it is too large for Consul: it answered 413 ");
            node.features.setClientData("on", Map.of("large", large.substring(20_000)));
            assertThat(node.features.getClientData("on")).containsKey("large");
        }
    }

    @Test
    void anUnknownDatacenterIsToldAsConsulTellsIt() {
        server = ConsulProcess.forgetful();
        try (ConsulFeatureFlagStore store = ConsulFeatureFlagStore.builder(server.uri())
                .datacenter("nowhere")
                .build()) {
            assertFails(() -> store.get("on")).withMessageEndingWith("it answered 500 No path to datacenter");
        }
    }
}
