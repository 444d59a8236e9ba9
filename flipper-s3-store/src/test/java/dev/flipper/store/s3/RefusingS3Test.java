package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.Reason;
import dev.flipper.store.testing.Local;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A service that is there, but does not do all that it is asked to. */
@Timeout(60)
class RefusingS3Test extends ServiceFixture {

    private static final String ADVICE = " (it takes the right to list the bucket too: without it S3 answers so for"
            + " each flag that there is not)";

    private void answerAlways(ServiceReply reply) {
        service.answerInstead(request -> reply);
    }

    private void assertCannotBeRead(String why) {
        assertFails(() -> store.get("A")).withMessage("The flag 'A' could not be read from " + service + ": " + why);
        assertFails(() -> store.forEach(new NoVisitor()))
                .withMessage("The flags could not be read from " + service + ": " + why);
        assertFails(() -> store.create(FLAG))
                .withMessage("The flag 'A' could not be read from " + service + ": " + why);
    }

    @ParameterizedTest
    @CsvSource({
        "301, PermanentRedirect",
        "400, AuthorizationHeaderMalformed",
        "404, NoSuchBucket",
        "500, InternalError",
        "503, SlowDown"
    })
    void whatItSaysIsTold(int status, String code) {
        answerAlways(ServiceReply.error(status, code));
        assertCannotBeRead("it answered " + status + " " + code + ": it rains");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId"})
    void whoMayNotIsToldWhatItTakes(String code) {
        answerAlways(ServiceReply.error(403, code));
        assertCannotBeRead("it answered 403 " + code + ": it rains" + ADVICE);
    }

    @Test
    void whatHasTooMuchToDoIsAskedAgainAFewTimes() {
        AtomicInteger refusals = new AtomicInteger();
        service.answerInstead(request -> refusals.getAndIncrement() < 2 ? ServiceReply.error(503, "SlowDown") : null);
        assertThat(store.get("A")).isNull();
        assertThat(service.requests()).containsExactly("GET A", "GET A", "GET A");
        answerAlways(ServiceReply.error(503, "SlowDown"));
        assertFails(() -> store.get("A")).withMessageEndingWith("it answered 503 SlowDown: it rains");
        assertThat(service.requests()).hasSize(3);
    }

    /** As of a proxy. */
    @ParameterizedTest
    @ValueSource(strings = {"<html>no such page</html>", "", "{}"})
    void aPageThatIsNoAnswerOfS3sIsNoBucketWithoutFlags(String page) {
        answerAlways(ServiceReply.of(404, null, page.getBytes(UTF_8)));
        assertFails(() -> store.forEach(new NoVisitor()))
                .withMessageStartingWith("The flags could not be read from " + service + ": it answered 404 ");
    }

    @Test
    void anAnswerThatIsNoListingIsTold() {
        answerAlways(ServiceReply.of(200, null, "nonsense".getBytes(UTF_8)));
        assertFails(() -> store.forEach(new NoVisitor()))
                .withMessageStartingWith("The flags could not be read from " + service + ": ");
    }

    @Test
    void credentialsAreNotShown() {
        answerAlways(ServiceReply.error(403, "InvalidAccessKeyId"));
        try (S3FeatureFlagStore secretive = service.builder()
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "hunter2")))
                .build()) {
            assertFails(() -> secretive.get("A"))
                    .satisfies(failure -> assertThat(trace(failure)).doesNotContain("hunter2"));
        }
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Each byte comes in time, and all of them together do not. */
    @Test
    void anAnswerThatDripsIsEndedByTheTimeout() {
        service.answerInstead(request -> request.is("GET") ? ServiceReply.drip() : null);
        try (S3FeatureFlagStore impatient =
                service.builder().timeout(Duration.ofMillis(400)).build()) {
            long begin = System.nanoTime();
            assertFails(() -> impatient.get("A"))
                    .withMessage(
                            "The flag 'A' could not be read from " + service + ": there was no answer within 400 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            service.answerInstead(request -> null);
            assertThat(impatient.get("A")).isNull();
        }
    }

    @Test
    void oneFlagOfManyThatIsNotAnsweredFailsAll() {
        for (int i = 0; i < 20; i++) {
            there(flag("flag" + i));
        }
        service.answerInstead(
                request -> request.key().equals("flag7") ? ServiceReply.error(500, "InternalError") : null);
        assertFails(() -> store.forEach(new NoVisitor()))
                .withMessage(
                        "The flags could not be read from " + service + ": it answered 500 InternalError: it rains");
        service.answerInstead(request -> null);
        store.forEach(new NoVisitor());
    }

    @Test
    void aFlagThatGoesWhileAllAreReadIsPassedOver() {
        there(flag("A"));
        there(flag("B"));
        service.answerInstead(request -> {
            if (request.is("GET")) {
                service.remove("B");
            }
            return null;
        });
        store.forEach(new NoVisitor());
    }

    @Test
    void rightsThatAreTakenAwayLeaveTheLastKnownState() {
        try (Node node = Node.at(service, Local.MIRROR).withFlag().awaitConnection()) {
            answerAlways(ServiceReply.error(403, "AccessDenied"));
            eventually(() -> assertThat(log.warnings()).hasSize(2));
            node.assertAnswers();
            assertThat(node.ended()).isEmpty();
            service.answerInstead(request -> null);
            there(flag("on").withEnabled(false));
            eventually(() -> assertThat(node.evaluate("on").reason()).isEqualTo(Reason.DISABLED));
        }
    }

    @Test
    void aCopyThatMayNotBeMadeIsNoCopyWithoutFlags() {
        answerAlways(ServiceReply.error(403, "AccessDenied"));
        try (Node node = Node.at(service, Local.MIRROR)) {
            node.assertNoAnswer("The flags have not been read from the S3FeatureFlagStore yet");
            assertThat(log.warnings())
                    .anyMatch(line -> line.contains("cannot be watched: it answered 403 AccessDenied"))
                    .anyMatch(line -> line.contains("flags answer their defaults"));
        }
    }
}
