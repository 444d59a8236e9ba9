package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Reason;
import dev.flipper.store.testing.Local;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that ends without a word: nobody listens on its port until it is started again. */
class KilledS3Test extends ServerFixture {

    private void assertEachChangeFails(Node node) {
        assertIsAway(() -> node.features.disable("on"));
        assertIsAway(() -> node.features.destroy("on"));
        assertIsAway(() -> node.features.create("new", true));
    }

    private void assertIsAway(Runnable change) {
        assertFails(change)
                .withMessageMatching("The flag '(on|new)' could not be read from " + Stores.place(bucket)
                        + ": it cannot be connected to: Connection refused");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void checksGoOnWithWhatIsKnownAndChangesFail(Local local) {
        try (Node node = node(local)) {
            server.kill();
            eventually(() -> assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in " + Stores.place(bucket)
                            + " are not told, as it cannot be watched: it cannot be connected to: Connection"
                            + " refused")));
            node.assertAnswers();
            assertEachChangeFails(node);
        }
    }

    @Test
    void aCheckThatIsNotAnsweredLocallyAnswersItsDefault() {
        try (Node node = node(Local.NONE)) {
            server.kill();
            node.assertNoAnswer("could not be read from " + Stores.place(bucket));
            assertEachChangeFails(node);
            assertFails(() -> node.features.exists("on")).withMessageContaining("Connection refused");
            assertFails(node.features::list)
                    .withMessage("The flags could not be read from " + Stores.place(bucket)
                            + ": it cannot be connected to: Connection refused");
        }
    }

    @Test
    void anOutageIsToldOnceByEachWhoNotices() {
        try (Node node = node(Local.MIRROR).awaitConnection()) {
            server.kill();
            eventually(() -> assertThat(log.warnings()).hasSize(2));
            assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("Changes by others in " + Stores.place(bucket)))
                    .anyMatch(line -> line.startsWith("The flags cannot be read from the S3FeatureFlagStore: flags"
                            + " answer as they were read at "));
            server.start();

            eventually(() -> assertThat(log.infos()).hasSize(2));
            assertThat(log.infos())
                    .contains("Changes by others in " + Stores.place(bucket) + " are told again")
                    .anyMatch(line -> line.startsWith("All flags have been read from the S3FeatureFlagStore, after"));
            assertThat(log.warnings()).hasSize(2);
            assertThat(node.told).isEmpty();
            node.features.disable("on");
            assertThat(node.features.isEnabled("on")).isFalse();
        }
    }

    /** Although connections to the server that has ended are kept, more than one. */
    @ParameterizedTest
    @EnumSource(names = "CACHE", mode = EnumSource.Mode.EXCLUDE)
    void aRestartBetweenTwoCallsIsNotNoticed(Local local) {
        try (Node node = knowing(Node.patient(bucket, local))) {
            restart(node);
            node.features.disable("on");
            restart(node);
            node.features.create("new", true);
            node.features.destroy("new");
            restart(node);
            assertThat(node.features.list()).hasSize(1 + Connections.FLAGS);
            eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED));
        }
    }

    private void restart(Node node) {
        Connections.useMany(node.store, bucket);
        server.kill();
        server.start();
    }
}
