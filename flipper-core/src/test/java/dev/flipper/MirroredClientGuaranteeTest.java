package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.ClientOperations.Check;
import dev.flipper.ClientOperations.Management;
import dev.flipper.store.FailingStore;
import dev.flipper.store.FailingStore.Call;
import dev.flipper.store.FailingStore.Hang;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.SenselessStore;
import dev.flipper.store.StoreFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to fail, at each call of a store, for each operation of a client over a mirror of it. The time limit says
 * nothing about speed; it makes a failure of a check that hangs.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class MirroredClientGuaranteeTest {

    private static final Set<Call> WRITES = Set.of(Call.CREATE, Call.UPDATE, Call.DELETE);

    private final LogCapture log = new LogCapture();
    private final MemoryFeatureFlagStore working = new MemoryFeatureFlagStore();
    private final FailingStore store = new FailingStore(working);
    private final MirroredFeatureFlagStore mirror = new MirroredFeatureFlagStore(store);
    private final FeatureFlagClient client =
            FeatureFlagClient.builder(mirror).name("main").build();
    private final FeatureFlag handle = client.create("flag", true);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void release() {
        store.recover();
        threads.shutdownNow();
        client.close();
        log.close();
        // A failure may have left it.
        Thread.interrupted();
    }

    private void assertChecksAnswer() {
        for (Check check : ClientOperations.checks()) {
            Object answer = check.action().on(client, handle);
            assertThat(answer instanceof FlagEvaluation evaluation ? evaluation.enabled() : answer)
                    .as(check.name())
                    .isEqualTo(true);
        }
        assertThat(client.get("flag").isEnabled()).isTrue();
        assertThat(client.evaluate("flag", EvaluationContext.empty()).reason()).isEqualTo(Reason.ENABLED);
        assertThat(client.evaluate("absent", EvaluationContext.empty()).reason())
                .isEqualTo(Reason.NOT_FOUND);
    }

    private void failAtEachCall(Throwable failure) {
        for (Call call : Call.values()) {
            store.failAt(call, failure);
        }
    }

    static Stream<Arguments> failures() {
        return StoreFailures.all().map(failure -> Arguments.of(failure.getClass(), failure));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void checksAndReadingGoOn(Class<?> type, Throwable failure) {
        failAtEachCall(failure);
        // The mirror's own readings fail, too.
        working.update("flag", flag -> flag.withClientData(Map.of("seen", false)));
        assertChecksAnswer();
        assertThat(client.exists("flag")).isTrue();
        assertThat(client.list()).extracting(FeatureFlag::name).containsExactly("flag");
        assertThat(client.getClientData("flag")).isEmpty();
        assertThat(handle.getMetadata().clientData()).isEmpty();
    }

    static Stream<Arguments> failingWrites() {
        return StoreFailures.all().flatMap(failure -> ClientOperations.management().stream()
                .flatMap(operation -> operation.calls().keySet().stream()
                        .filter(WRITES::contains)
                        .map(call -> Arguments.of(failure.getClass(), call, operation, failure))));
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @MethodSource("failingWrites")
    void aWriteTellsWhatFailedAndWhy(Class<?> type, Call call, Management operation, Throwable failure) {
        store.failAt(call, failure);
        Throwable thrown = catchThrowable(() -> operation.action().on(client, handle));
        if (failure instanceof StoreException) {
            assertThat(thrown).isSameAs(failure);
        } else {
            assertThat(thrown).isExactlyInstanceOf(StoreException.class).hasCause(failure);
            assertThat(thrown)
                    .hasMessageStartingWith("The store of the client 'main' failed to "
                            + operation.calls().get(call) + ": ");
        }
        assertChecksAnswer();
        store.recover();
        operation.action().on(client, handle);
    }

    static Stream<Arguments> senselessAnswers() {
        return ClientGuaranteeTest.ANSWERS.stream()
                .filter(answer -> WRITES.contains(answer.call()))
                .flatMap(answer -> ClientOperations.management().stream()
                        .filter(operation -> operation.calls().containsKey(answer.call()))
                        .map(operation -> Arguments.of(answer, operation)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("senselessAnswers")
    void aSenselessAnswerIsAFailureAndChangesNothingHere(ClientGuaranteeTest.Answer answer, Management operation) {
        store.answerAt(answer.call(), answer.answer());
        assertThat(catchThrowable(() -> operation.action().on(client, handle)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(operation.calls().get(answer.call()))
                .hasMessageContaining(answer.detail());
        assertChecksAnswer();
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"GET", "FOR_EACH"})
    void checksGoOnWhileTheBackgroundThreadHangs(Call call) throws Exception {
        Hang hang = store.hangAt(call);
        if (call == Call.FOR_EACH) {
            // All flags are read when a single one cannot be.
            store.failAt(Call.GET, new IllegalStateException("connection refused"));
        }
        // As another process does.
        working.create(FlagDefinition.of("foreign", true, Instant.EPOCH, Map.of()));
        hang.awaitReached();
        assertChecksAnswer();
        assertThat(client.exists("flag")).isTrue();
        // Writes of this process too.
        client.create("new", true);
        assertThat(client.isEnabled("new")).isTrue();
        client.disable("flag");
        assertThat(handle.isEnabled(true)).isFalse();
        client.enable("flag");
        Hang write = store.hangAt(Call.UPDATE);
        Future<?> writer = threads.submit(() -> client.disable("flag"));
        write.awaitReached();
        assertChecksAnswer();
        client.destroy("new");
        assertThat(client.isEnabled("new")).isFalse();
        assertThat(writer).isNotDone();
        write.release();
        writer.get();
        assertThat(handle.isEnabled()).isFalse();
        hang.release();
    }

    static Stream<Arguments> hangingWrites() {
        return ClientOperations.management().stream().flatMap(operation -> operation.calls().keySet().stream()
                .filter(WRITES::contains)
                .map(call -> Arguments.of(call, operation)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hangingWrites")
    void checksGoOnWhileAWriteHangs(Call call, Management operation) throws Exception {
        Hang hang = store.hangAt(call);
        Future<?> writer = threads.submit(() -> operation.action().on(client, handle));
        hang.awaitReached();
        assertChecksAnswer();
        assertThat(client.list()).extracting(FeatureFlag::name).containsExactly("flag");
        assertThat(writer).as("returns no sooner than the store does").isNotDone();
        hang.release();
        writer.get();
    }

    static Stream<Arguments> openings() {
        return Stream.of(
                Arguments.of(Call.SUBSCRIBE, SenselessStore.NULL),
                Arguments.of(Call.SUBSCRIBE, SenselessStore.ANOTHER_CLASS),
                Arguments.of(Call.SLOT, SenselessStore.ANOTHER_FLAG),
                Arguments.of(Call.LIST, SenselessStore.ENDLESS));
    }

    @ParameterizedTest
    @MethodSource("openings")
    void whatACopyDoesNotNeedDoesNotMatter(Call call, SenselessStore answer) {
        store.answerAt(call, answer);
        try (FeatureFlagClient opened = FeatureFlagClient.open(new MirroredFeatureFlagStore(store))) {
            assertThat(opened.isEnabled("flag")).isTrue();
            assertThat(opened.get("flag").isEnabled()).isTrue();
            assertThat(opened.list()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"SUBSCRIBE", "FOR_EACH"})
    void aStoreThatHangsAtTheStartDoesNotHoldTheApplicationUp(Call call) {
        Hang hang = store.hangAt(call);
        MirroredFeatureFlagStore hanging = MirroredFeatureFlagStore.builder(store)
                .startTimeout(Duration.ofMillis(1))
                .build();
        FeatureFlagClient opened = FeatureFlagClient.open(hanging);
        hang.awaitReached();
        FeatureFlag flag = opened.get("flag");
        assertThat(opened.isEnabled("flag")).isFalse();
        assertThat(opened.isEnabled("flag", true)).isTrue();
        assertThat(flag.isEnabled(true)).isTrue();
        assertThat(flag.evaluate(EvaluationContext.empty()).reason()).isEqualTo(Reason.ERROR);
        assertThat(catchThrowable(() -> opened.disable("flag"))).isInstanceOf(StoreException.class);
        CountDownLatch read = new CountDownLatch(1);
        hanging.subscribe(changed -> read.countDown());
        hang.release();
        await(read);
        assertThat(flag.isEnabled()).isTrue();
        opened.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void checksGoOnAfterTheClosingWhateverItThrows(Class<?> type, Throwable failure) {
        store.failAt(Call.UNSUBSCRIBE, failure);
        store.failAt(Call.CLOSE, failure);
        client.close();
        assertThat(log.errors()).contains("Client 'main': the store failed");
        assertChecksAnswer();
    }

    @Test
    void aClosingThatHangsHoldsNoCheckUp() throws Exception {
        Hang hang = store.hangAt(Call.CLOSE);
        Future<?> closing = threads.submit(client::close);
        hang.awaitReached();
        assertChecksAnswer();
        hang.release();
        closing.get();
    }
}
