package dev.flipper.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.CountingWriters;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a change answers is true, even if the server ends or stands still in the middle of many. */
@Timeout(180)
class WritersUnderFailureTest {

    private static final int OUTAGES = 2;

    @Test
    void noChangeThatWasMadeIsLostWhenTheServerStandsStill() throws Exception {
        try (S3MockProcess server = S3MockProcess.started()) {
            S3Bucket bucket = server.newBucket();
            try (LoggedLines log = new LoggedLines();
                    Node node = Node.mirrored(bucket);
                    Node other = Node.mirrored(bucket);
                    CountingWriters writers = CountingWriters.begin(each -> each.front, List.of(node, other))) {
                for (int i = 0; i < OUTAGES; i++) {
                    writers.awaitMore(50);
                    server.freeze();
                    int failed = writers.failed().size() + writers.inDoubt();
                    Node.eventually(() -> assertThat(writers.failed().size() + writers.inDoubt())
                            .isGreaterThan(failed));
                    server.thaw();
                }
                writers.assertAnswersWereTrue();
                assertThat(log.warnings()).noneMatch(line -> line.contains("no flags any more"));
            }
        }
    }

    /** The service has made a change whose answer then does not come back, or has not. */
    @Test
    void noChangeIsMadeTwiceWhenConnectionsEnd() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        try (Service service = new Service();
                LoggedLines log = new LoggedLines();
                Node node = Node.at(service, Local.MIRROR);
                Node other = Node.at(service, Local.MIRROR);
                CountingWriters writers = CountingWriters.begin(each -> each.front, List.of(node, other))) {
            writers.awaitMore(5);
            service.answerInstead(
                    request -> request.is("PUT") && writes.incrementAndGet() % 20 == 0 ? ServiceReply.END : null);
            service.loseAnswers(request -> request.is("PUT") && writes.get() % 20 == 10);
            writers.awaitMore(500);
            service.answerInstead(request -> null);
            service.loseAnswers(request -> false);
            writers.assertAnswersWereTrue();
            assertThat(writers.inDoubt()).as("answers that were lost").isGreaterThan(10);
            assertThat(log.warnings()).isEmpty();
        }
    }
}
