package dev.flipper.store.consul;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Reason;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.consul.ConsulProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that ends without a word: nobody listens on its port until it is started again. */
class KilledConsulTest {

    private final LoggedLines log = new LoggedLines();
    private ConsulProcess server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        log.close();
    }

    private Node node(Local local) {
        server = ConsulProcess.keeping();
        return Node.of(server, local).withFlag();
    }

    private void assertEachChangeFails(Node node) {
        assertIsAway(() -> node.features.disable("on"));
        assertIsAway(() -> node.features.destroy("on"));
        assertIsAway(() -> node.features.create("new", true));
    }

    private void assertIsAway(Runnable change) {
        assertFails(change)
                .withMessageMatching("The flag '(on|new)' could not be read from Consul at " + server
                        + ": it cannot be connected to: the connection was refused");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void checksGoOnWithWhatIsKnownAndChangesFail(Local local) {
        try (Node node = node(local)) {
            server.kill();
            eventually(() -> assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in Consul at " + server + " are not told")));
            node.assertAnswers();
            assertEachChangeFails(node);
        }
    }

    @Test
    void aCheckThatIsNotAnsweredLocallyAnswersItsDefault() {
        try (Node node = node(Local.NONE)) {
            server.kill();
            node.assertNoAnswer("could not be read from Consul at " + server);
            assertEachChangeFails(node);
            assertFails(() -> node.features.exists("on")).withMessageContaining("the connection was refused");
            assertFails(node.features::list)
                    .withMessageStartingWith("The flags could not be read from Consul at " + server + ": ");
        }
    }

    @Test
    void anOutageIsToldOnceByEachWhoNotices() {
        try (Node node = node(Local.MIRROR).awaitConnection()) {
            server.kill();
            eventually(() -> assertThat(log.warnings()).hasSize(2));
            assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in Consul at " + server + " are not told"))
                    .anyMatch(line -> line.startsWith("The flags cannot be read from the ConsulFeatureFlagStore: flags"
                            + " answer as they were read at "));
            server.start();

            eventually(() -> assertThat(log.infos()).hasSize(2));
            assertThat(log.infos())
                    .contains("Changes by others in Consul at " + server + " are told again")
                    .anyMatch(
                            line -> line.startsWith("All flags have been read from the ConsulFeatureFlagStore, after"));
            assertThat(log.warnings()).hasSize(2);
            assertThat(node.told).isEmpty();
            node.features.disable("on");
            assertThat(node.features.isEnabled("on")).isFalse();
        }
    }

    /** Which is what a restart does to a Consul in development mode. */
    @Test
    void flagsThatWereLostAreGoneAndThatIsTold() {
        server = ConsulProcess.forgetful();
        try (Node node = Node.mirrored(server).withFlag().awaitConnection()) {
            node.features.create("other", true);
            server.kill();
            server.start();

            eventually(() -> assertThat(node.ended()).containsExactly("on", "other"));
            assertThat(node.evaluate("on").reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("no flags any more"))
                    .containsExactly("The ConsulFeatureFlagStore has no flags any more, where 2 were: checks answer"
                            + " their defaults. If nobody has removed them the store has lost its data");
        }
    }

    /** The new ones have the numbers of the old ones. */
    @Test
    void flagsOfAServerThatHasBegunAnewAreRead() {
        server = ConsulProcess.forgetful();
        try (Node node = Node.mirrored(server).withFlag().awaitConnection()) {
            server.kill();
            server.start();
            try (Node other = Node.of(server, Local.NONE)) {
                other.features.create("on", false);

                eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED));
                other.features.enable("on");
                eventually(node::assertAnswers);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestartBetweenTwoCallsIsNotNoticed(Local local) {
        try (Node node = node(local)) {
            server.kill();
            server.start();
            node.features.disable("on");
            server.kill();
            server.start();
            node.features.create("new", true);
            server.kill();
            server.start();
            node.features.destroy("new");
            server.kill();
            server.start();
            assertThat(node.features.list()).hasSize(1);
            eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED));
        }
    }
}
