package dev.flipper.store.s3;

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

    Node node(Local local) {
        return Node.of(bucket, local).withFlag();
    }
}
