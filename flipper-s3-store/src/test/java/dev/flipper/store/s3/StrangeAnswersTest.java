package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that S3 does not give, and threads that are not to be had. */
@Timeout(30)
class StrangeAnswersTest extends ServiceFixture {

    private static final String CONTENTS = "<Contents><Key>A</Key><ETag>&quot;1&quot;</ETag><Size>1</Size></Contents>";
    private static final String GOES_ON = "the listing goes on, and does not say where";

    private void answerLists(String body) {
        service.answerInstead(request -> request.is("LIST") ? ServiceReply.of(200, null, body.getBytes(UTF_8)) : null);
    }

    private static String listing(String text) {
        return "<ListBucketResult>" + text + "</ListBucketResult>";
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("", "it is no listing"),
                Arguments.of("<html><body>Please log in</body></html>", "it is no listing"),
                Arguments.of(listing(CONTENTS), "it is no listing"),
                Arguments.of(listing(CONTENTS + "<IsTruncated>true</IsTruncated>"), GOES_ON),
                Arguments.of(
                        listing(CONTENTS
                                + "<IsTruncated>true</IsTruncated><NextContinuationToken>A</NextContinuationToken>"),
                        GOES_ON),
                Arguments.of(
                        listing("<Contents><Key>A</Key><Size>1</Size></Contents><IsTruncated>false</IsTruncated>"),
                        "an object has no ETag"),
                Arguments.of(
                        listing("<Contents><Key>A</Key></Contents><IsTruncated>false</IsTruncated>"),
                        "an object of the listing has no key or no size"));
    }

    /** A page of somebody else's, as of a portal that wants a password, would look as if the bucket were empty. */
    @ParameterizedTest
    @MethodSource("lists")
    void whatIsNoWholeListingIsNotTakenForOne(String body, String why) {
        answerLists(body);
        assertFails(() -> store.forEach(new NoVisitor()))
                .withMessage("The flags could not be read from " + service + ": its answer is not S3's: " + why);
    }

    @Test
    void anAnswerThatTheSdkStumblesOverIsAFailureOfTheStore() {
        answerLists(
                listing("<EncodingType>url</EncodingType><Contents><Key>%</Key><ETag>1</ETag><Size>1</Size></Contents>"
                        + "<IsTruncated>false</IsTruncated>"));
        assertFails(() -> store.forEach(new NoVisitor()))
                .withMessageStartingWith("The flags could not be read from " + service + ": ");
    }

    @Test
    void aFlagWithoutATagIsNotRead() {
        service.answerInstead(
                request -> ServiceReply.of(200, null, FLAG.toJson().getBytes(UTF_8)));
        assertFails(() -> store.get("A")).withMessageEndingWith("its answer is not S3's: an object has no ETag");
    }

    /** Nobody knows what has become of it. */
    @Test
    void aWriteThatIsAnsweredWithoutATagMayHaveBeenMade() {
        service.answerInstead(
                request -> request.is("PUT") && !request.isTry() ? ServiceReply.of(200, null, new byte[0]) : null);
        assertFails(() -> store.create(FLAG))
                .withMessage(
                        "The flag 'A' could not be changed in " + service + ", or the answer was lost; which of the"
                                + " two is not known: its answer is not S3's: an object has no ETag");
    }

    /** A gateway says so also if the service has ended after it was asked. */
    @Test
    void aRefusalThatIsNotOfS3MayHaveMadeTheChange() {
        service.answerInstead(request -> request.is("PUT") && !request.isTry()
                ? ServiceReply.of(503, null, "upstream connect error".getBytes(UTF_8))
                : null);
        assertFails(() -> store.create(FLAG)).withMessageContaining("or the answer was lost");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutThreadsManyFlagsAreNotRead(boolean refused) {
        ThreadFactory none = task -> {
            if (refused) {
                throw new IllegalStateException("no thread to be had");
            }
            return null;
        };
        there(FLAG);
        there(flag("B"));
        try (S3FeatureFlagStore poor = service.builder().threadFactory(none).build()) {
            assertFails(() -> poor.forEach(new NoVisitor()));
            assertFails(() -> poor.get("A"));
            assertFails(() -> poor.create(flag("C")));
        }
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsNotWaitedForForEver() {
        service.answerInstead(request -> ServiceReply.stop());
        try (S3FeatureFlagStore impatient =
                service.builder().timeout(Duration.ofMillis(400)).build()) {
            assertFails(() -> impatient.get("A"))
                    .withMessage(
                            "The flag 'A' could not be read from " + service + ": there was no answer within 400 ms");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    /** Else it would be kept as long as the service likes, and the application's classes with it. */
    @Test
    void aRequestUnderWayEndsInItsTimeAlsoIfTheStoreIsClosedMeanwhile() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        service.answerInstead(request -> {
            asked.countDown();
            return ServiceReply.drip();
        });
        S3FeatureFlagStore closing =
                opened(service.builder().timeout(Duration.ofMillis(400)).build());
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> failure(closing));
        asked.await();
        closing.close();
        assertThat(failure.get()).isInstanceOf(StoreException.class).hasMessageEndingWith("within 400 ms");
    }

    private static Throwable failure(S3FeatureFlagStore store) {
        try {
            return new AssertionError(store.get("A"));
        } catch (RuntimeException e) {
            return e;
        }
    }
}
