package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.eventually;

import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.ResourceFixture;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A server that the tests of a class take away and give back, as its start takes seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerFixture extends ResourceFixture {

    S3MockProcess server;
    LoggedLines log;
    S3Bucket bucket;

    @BeforeAll
    void startServer() {
        server = S3MockProcess.started();
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void begin() {
        if (!server.isAlive()) {
            server.start();
        } else if (!server.isActive()) {
            server.thaw();
        }
        log = opened(new LoggedLines());
        bucket = server.newBucket();
    }

    /** Opens a node that knows the flag "on", however long that takes. */
    Node node(Local local) {
        return knowing(Node.of(bucket, local));
    }

    Node knowing(Node node) {
        opened(node);
        bucket.put("on", ServiceFixture.flag("on").toJson());
        eventually(node::assertAnswers);
        node.told.clear();
        return node;
    }
}
