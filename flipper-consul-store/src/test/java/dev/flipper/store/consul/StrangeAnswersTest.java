package dev.flipper.store.consul;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static dev.flipper.store.testing.ToldInOrder.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.consul.StandIn.Reply;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.ToldInOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a Consul which is well does not give. */
class StrangeAnswersTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("A", true, Instant.EPOCH, Map.of());
    private static final Reply PRESENT = Reply.withoutIndex(200, "{\"Results\": [{\"KV\": " + entry("A", 7) + "}]}");
    private static final Reply ABSENT =
            Reply.withoutIndex(409, "{\"Errors\": [{\"OpIndex\": 0, \"What\": \"key \\\"x\\\" doesn't exist\"}]}");

    private final LoggedLines log = new LoggedLines();
    private StandIn consul;
    private ConsulFeatureFlagStore store;

    private Duration timeout = Duration.ofSeconds(5);

    private void answer(Function<String, Reply> replies) {
        consul = new StandIn(replies);
        store = ConsulFeatureFlagStore.builder(consul.uri())
                .timeout(timeout)
                .longestWait(Duration.ofSeconds(1))
                .build();
    }

    @AfterEach
    void close() {
        store.close();
        consul.close();
        log.close();
    }

    private void answerLists(Function<String, Reply> replies) {
        answer(request -> request.startsWith("/v1/txn") ? PRESENT : replies.apply(request));
    }

    private static String entry(String name, int version) {
        return "{\"Key\": \"features/" + name + "\", \"ModifyIndex\": " + version
                + ", \"Flags\": 0, \"Value\": \"eA==\"}";
    }

    private static boolean isQuestion(String request) {
        return request.contains("index=");
    }

    /** A proxy's own page is no store without flags. */
    @Test
    void aPageThatIsNotFoundIsNoEmptyStore() {
        answer(request -> Reply.withoutIndex(404, "<html>no such page</html>"));
        assertFails(() -> store.forEach(new NoVisitor())).withMessageContaining("it answered 404 <html>no such page");
        assertFails(() -> store.get("A")).withMessageContaining("it answered 404 <html>no such page");
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "'{}'", "'[1]'", "'[{\"Key\": \"features/A\"}]'"})
    void whatIsNoAnswerOfConsulsIsTold(String body) {
        answer(request -> Reply.of(200, 7, body));
        assertFails(() -> store.forEach(new NoVisitor())).withMessageContaining("its answer is not Consul's");
        assertFails(() -> store.get("A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "{}", "{\"KV\": null}"})
    void aResultThatIsNoEntryIsTold(String result) {
        answer(request -> Reply.of(200, 7, "{\"Results\": [" + result + "]}"));
        assertFails(() -> store.get("A")).withMessageContaining("its answer is not Consul's");
    }

    @Test
    void aValueThatIsNotEncodedIsTold() {
        answer(request ->
                Reply.of(200, 7, "{\"Results\": [{\"KV\": " + entry("A", 7).replace("eA==", "*") + "}]}"));
        assertFails(() -> store.get("A")).withMessageContaining("its answer is not Consul's");
    }

    @ParameterizedTest
    @CsvSource({
        "500, rpc error making call: EOF, 'could not be changed in %s, or the answer was lost'",
        "500, leadership lost while committing log, 'could not be changed in %s, or the answer was lost'",
        "500, No cluster leader, was not changed in %s",
        "429, Too many requests, was not changed in %s"
    })
    void aFailureOnTheWayMayHaveMadeTheChange(int status, String words, String outcome) {
        answer(request -> request.contains("consistent") ? ABSENT : Reply.withoutIndex(status, words));
        assertFails(() -> store.create(FLAG))
                .withMessageContaining(
                        outcome.formatted("Consul at 127.0.0.1:" + consul.uri().getPort()))
                .withMessageEndingWith("it answered " + status + " " + words);
    }

    @Test
    void anAnswerToAChangeThatSaysNothingMayHaveMadeIt() {
        answer(request -> request.contains("consistent") ? ABSENT : Reply.withoutIndex(200, "{\"Results\": null}"));
        assertFails(() -> store.create(FLAG))
                .withMessageContaining("or the answer was lost; which of the two is not known")
                .withMessageEndingWith("its answer is not Consul's");
    }

    @Test
    void aRefusalThatIsNoConflictIsTold() {
        answer(request -> request.contains("consistent")
                ? ABSENT
                : Reply.withoutIndex(409, "{\"Errors\": [{\"OpIndex\": 0, \"What\": \"it rains\"}]}"));
        assertFails(() -> store.create(FLAG))
                .withMessageEndingWith(
                        "was not changed in Consul at 127.0.0.1:" + consul.uri().getPort() + ": it answered it rains");
    }

    /** Two answers show nothing of it, and yet somebody has read it in between. */
    @Test
    void aFlagThatWasReadBetweenTwoAnswersAndIsInNeitherIsTold() {
        CountDownLatch read = new CountDownLatch(1);
        answerLists(request -> {
            if (isQuestion(request)) {
                awaitRead(read);
                return Reply.of(200, 9, "[]");
            }
            return Reply.of(200, 5, "[]");
        });
        ToldInOrder told = ToldInOrder.of(store);
        assertThatThrownBy(() -> store.get("A")).isInstanceOf(FlagFormatException.class);
        read.countDown();
        assertThat(told.next()).isEqualTo("A");
    }

    private static void awaitRead(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** While it was not allowed Consul left out everything. */
    @Test
    void aListIsNotTakenForAllIfItIsOnlyAllowedAfterwards() {
        AtomicInteger lists = new AtomicInteger();
        answer(request -> {
            if (request.contains("recurse")) {
                lists.incrementAndGet();
                return Reply.of(200, 7, "[]");
            }
            return lists.get() == 0 ? Reply.withoutIndex(403, "Permission denied") : Reply.of(404, 7, "");
        });
        assertFails(() -> store.forEach(new NoVisitor())).withMessageContaining("it answered 403 Permission denied");
    }

    /** As newer ones name the key that they refuse. */
    @ParameterizedTest
    @ValueSource(strings = {"index is stale", "doesn't exist"})
    @Timeout(30)
    void wordsInAKeyAreNotTakenForConsuls(String name) {
        String refusal = "Permission denied: lacks permission 'key:write' on \\\"features/" + name + "\\\"";
        answer(request -> request.contains("consistent")
                ? ABSENT
                : Reply.withoutIndex(409, "{\"Errors\": [{\"OpIndex\": 0, \"What\": \"" + refusal + "\"}]}"));
        assertFails(() -> store.create(FlagDefinition.of(name, true, Instant.EPOCH, Map.of())))
                .withMessageEndingWith("the token may not write 'features/" + name + "'");
    }

    @Test
    void aRefusalToReadIsNoAbsence() {
        String refusal = "Permission denied: lacks permission 'key:read' on \\\"features/doesn't exist\\\"";
        answer(request -> Reply.withoutIndex(409, "{\"Errors\": [{\"OpIndex\": 0, \"What\": \"" + refusal + "\"}]}"));
        assertFails(() -> store.get("doesn't exist"))
                .withMessageEndingWith("the token may not read 'features/doesn't exist'");
    }

    /** The beginning of an answer is no sign that the rest will come. */
    @Test
    void anAnswerThatStopsIsGivenUp() {
        timeout = Duration.ofMillis(300);
        answer(request -> new Reply(200, "7", "[", 1000));
        assertFails(() -> store.forEach(new NoVisitor()))
                .withMessageContaining("there was no whole answer within 3000 ms");
    }

    @Test
    void anAnswerWithoutEndIsGivenUpOnceItIsTooLong() {
        answer(request -> new Reply(200, "7", "[".repeat(1000), Reply.ENDLESS));
        try (ConsulFeatureFlagStore limited = ConsulFeatureFlagStore.builder(consul.uri())
                .answerLimits(new AnswerLimits(100_000, 200_000))
                .build()) {
            assertFails(() -> limited.get("A")).withMessageContaining("its answer has more than 100000 bytes");
            assertFails(() -> limited.forEach(new NoVisitor()))
                    .withMessageContaining("its answer has more than 200000 bytes");
        }
    }

    @Test
    void numbersThatGoBackMeanThatEverythingIsReadAgain() {
        AtomicInteger answers = new AtomicInteger();
        answerLists(request -> switch (isQuestion(request) ? answers.incrementAndGet() : 0) {
            case 0 -> Reply.of(200, 100, "[" + entry("A", 100) + "]");
            case 1 -> Reply.of(200, 50, "[" + entry("A", 50) + "]");
            default -> null;
        });
        ToldInOrder told = ToldInOrder.of(store);
        assertThat(told.next()).isEqualTo(CONNECTED);
        eventually(() -> assertThat(consul.requests.stream().filter(request -> request.contains("index=100")))
                .hasSize(2));
        assertThat(log.warnings()).isEmpty();
    }

    /** That it is not found by what Consul shows of it is no sign that it is gone. */
    @Test
    void aKeyThatIsNoTextIsNoSignOfLife() {
        timeout = Duration.ofMillis(100);
        answer(request -> {
            if (request.startsWith("/v1/txn")) {
                return ABSENT;
            }
            return isQuestion(request) ? null : Reply.of(200, 7, "[" + entry("a\\ufffd", 7) + "]");
        });
        ToldInOrder.of(store);
        eventually(() -> assertThat(consul.requests.stream().filter(request -> request.startsWith("/v1/txn")))
                .hasSizeGreaterThan(2));
        assertThat(consul.requests).filteredOn(StrangeAnswersTest::isQuestion).hasSize(1);
    }

    @Test
    void aServerThatCountsNothingIsNotAskedWithoutEnd() {
        answerLists(request -> Reply.of(200, 0, "[" + entry("A", 1) + "]"));
        ToldInOrder.of(store);
        eventually(() -> assertThat(consul.requests).anyMatch(request -> request.contains("index=1&")));
        assertThat(consul.requests).noneMatch(request -> request.contains("index=0"));
    }

    /** As of a proxy that does not know that one can be made to wait. */
    @Test
    void answersThatComeAtOnceAreFollowedToo() {
        AtomicInteger index = new AtomicInteger(7);
        answerLists(request -> Reply.of(200, index.get(), "[" + entry("A", index.get()) + "]"));
        ToldInOrder told = ToldInOrder.of(store);
        index.set(8);
        assertThat(told.next()).isEqualTo("A");
        index.set(9);
        assertThat(told.next()).isEqualTo("A");
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aQuestionThatIsNeverAnsweredIsGivenUpThoughConsulIsThere() {
        timeout = Duration.ofMillis(300);
        answerLists(request -> isQuestion(request) ? new Reply(200, "7", "[", 1000) : Reply.of(200, 7, "[]"));
        ToldInOrder told = ToldInOrder.of(store);
        told.await(DISCONNECTED);
        told.await(CONNECTED);
    }

    @Test
    void questionsThatAreRefusedAreAskedMoreAndMoreSeldomAndThatIsToldOnce() {
        answerLists(request -> isQuestion(request) ? Reply.withoutIndex(500, "it rains") : Reply.of(200, 7, "[]"));
        ToldInOrder told = ToldInOrder.of(store);
        for (int i = 0; i < 5; i++) {
            told.await(DISCONNECTED);
            told.await(CONNECTED);
        }
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .contains("are not told, as it cannot be watched: it answered 500 it rains");
    }
}
