package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.Change;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that a service does not make, or not at once. */
@Timeout(30)
class RefusedWritesTest extends ServiceFixture {

    private void refuse(String method, int times, int status, String code) {
        AtomicInteger refused = new AtomicInteger();
        service.answerInstead(request -> request.is(method) && !request.isTry() && refused.getAndIncrement() < times
                ? ServiceReply.error(status, code)
                : null);
    }

    @ParameterizedTest
    @CsvSource({"409, ConditionalRequestConflict", "412, PreconditionFailed", "503, SlowDown"})
    void whatIsRefusedAFewTimesIsDoneInTheEnd(int status, String code) {
        refuse("PUT", 2, status, code);
        assertThat(store.create(FLAG)).isTrue();
        assertThat(service.requests()).filteredOn("PUT A"::equals).hasSize(3);
        assertThat(service.stored("A")).isEqualTo(FLAG.toJson());
        refuse("DELETE", 2, status, code);
        assertThat(store.delete("A")).isEqualTo(new Change(FLAG, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void whatIsRefusedForEverIsToldAtLast(String method) {
        there(FLAG);
        refuse(method, Integer.MAX_VALUE, 409, "ConditionalRequestConflict");
        assertFails(() -> {
                    if (method.equals("PUT")) {
                        store.update("A", ServiceFixture::off);
                    } else {
                        store.delete("A");
                    }
                })
                .withMessage("The flag 'A' was not changed in " + service
                        + ": it has refused the change 20 times, although the object was as it had been read");
        assertThat(service.stored("A")).isEqualTo(FLAG.toJson());
    }

    /** Who is refused because others were faster goes on. */
    @Test
    void refusalsOfWhatHasChangedMeanwhileAreNotCounted() {
        there(FLAG);
        AtomicInteger changes = new AtomicInteger();
        service.answerInstead(request -> {
            if (request.is("PUT") && !request.isTry() && changes.getAndIncrement() < 25) {
                there(changes.get() % 2 == 0 ? FLAG : off(FLAG));
            }
            return null;
        });
        assertThat(store.update("A", flag -> flag.withClientData(Map.of("a", 1))))
                .isNotNull();
        assertThat(changes).hasValueGreaterThan(25);
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "502, BadGateway", "504, GatewayTimeout"})
    void aFailureOnTheWayMayHaveMadeTheChange(int status, String code) {
        refuse("PUT", Integer.MAX_VALUE, status, code);
        assertFails(() -> store.create(FLAG))
                .withMessage("The flag 'A' could not be changed in " + service
                        + ", or the answer was lost; which of the two is not known: it answered " + status + " " + code
                        + ": it rains");
        assertThat(service.requests()).filteredOn("PUT A"::equals).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidRequest, 1",
        "429, TooManyRequests, 3",
        "503, SlowDown, 3",
        "301, PermanentRedirect, 1",
        "404, NoSuchBucket, 1"
    })
    void aRefusalHasNotMadeTheChange(int status, String code, int requests) {
        refuse("PUT", Integer.MAX_VALUE, status, code);
        assertFails(() -> store.create(FLAG))
                .withMessageStartingWith("The flag 'A' was not changed in " + service + ": it answered " + status + " "
                        + code + ": it rains");
        assertThat(service.requests()).filteredOn("PUT A"::equals).hasSize(requests);
    }

    @Test
    void whoMayReadOnlyIsToldThatNothingWasChanged() {
        service.answerInstead(request -> request.is("PUT") ? ServiceReply.error(403, "AccessDenied") : null);
        assertFails(() -> store.create(FLAG))
                .withMessage("The flag 'A' was not changed in " + service + ": it answered 403 AccessDenied: it rains");
    }

    /** The change was made, and nobody hears of it. */
    @Test
    void aChangeWhoseAnswerIsLostIsNotMadeAgain() {
        there(FLAG);
        service.loseAnswers(request -> request.is("PUT") && !request.isTry());
        assertMayHaveBeenMade(() -> store.update("A", ServiceFixture::off));
        assertThat(service.requests()).containsExactly("GET A", "PUT (probe)", "PUT A", "PUT A");
        assertThat(store.get("A")).isEqualTo(off(FLAG));
    }

    @Test
    void aRemovalWhoseAnswerIsLostIsNotTakenForSomebodyElses() {
        there(FLAG);
        service.loseAnswers(request -> request.is("DELETE") && !request.isTry());
        assertMayHaveBeenMade(() -> store.delete("A"));
        assertThat(service.requests()).containsExactly("GET A", "DELETE A", "DELETE A");
        assertThat(store.get("A")).isNull();
    }

    private void assertMayHaveBeenMade(Runnable change) {
        assertFails(change)
                .withMessageStartingWith("The flag 'A' could not be changed in " + service
                        + ", or the answer was lost; which of the two is not known: ");
    }

    /** Somebody else's may come in between at any time. */
    @Test
    void whoIsInterruptedBetweenTwoAttemptsIsTold() throws InterruptedException {
        there(FLAG);
        refuse("PUT", Integer.MAX_VALUE, 412, "PreconditionFailed");
        InterruptedCall call = InterruptedCall.in(() -> store.update("A", ServiceFixture::off), "sleep");
        assertThat(call.failure())
                .hasMessage("The flag 'A' was not changed in " + service + ": the thread was interrupted");
        assertThat(call.staysInterrupted()).isTrue();
    }
}
