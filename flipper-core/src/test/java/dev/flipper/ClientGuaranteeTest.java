package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.ClientOperations.Check;
import dev.flipper.ClientOperations.Management;
import dev.flipper.event.EventType;
import dev.flipper.store.FailingStore;
import dev.flipper.store.FailingStore.Call;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.SenselessStore;
import dev.flipper.store.StoreFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to fail, at each call of a store, for each operation of a client. */
class ClientGuaranteeTest {

    private final LogCapture log = new LogCapture();
    private final MemoryFeatureFlagStore working = new MemoryFeatureFlagStore();
    private final FailingStore store = new FailingStore(working);
    private final FeatureFlagClient client =
            FeatureFlagClient.builder(store).name("main").build();
    private final FeatureFlag handle = client.create("flag", true);
    private final List<Object> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        Arrays.stream(EventType.values()).filter(type -> !type.isPre()).forEach(type -> client.events()
                .on(type, told::add));
        client.events().onExternalChange(told::add);
    }

    @AfterEach
    void releaseLog() {
        log.close();
        // A failure may have left it.
        Thread.interrupted();
    }

    static Stream<Arguments> failingChecks() {
        return StoreFailures.all().flatMap(failure -> ClientOperations.checks().stream()
                .map(check -> Arguments.of(failure.getClass(), check, failure)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("failingChecks")
    void aCheckAnswersItsDefault(Class<?> type, Check check, Throwable failure) {
        store.failAt(check.call(), failure);
        Object answer = check.action().on(client, handle);
        if (answer instanceof FlagEvaluation evaluation) {
            assertThat(evaluation.flag()).isEqualTo("flag");
            assertThat(evaluation.enabled()).isFalse();
            assertThat(evaluation.reason()).isEqualTo(Reason.ERROR);
            assertThat(evaluation.detail()).startsWith("the store failed: " + type.getName());
        } else {
            assertThat(answer).isEqualTo(check.onFailure());
        }
        assertThat(Thread.interrupted()).as("interrupt").isEqualTo(failure instanceof InterruptedException);
        assertThat(log.thrown()).containsExactly(failure);
    }

    static Stream<Arguments> failingManagement() {
        return StoreFailures.all().flatMap(failure -> ClientOperations.management().stream()
                .flatMap(operation -> operation.calls().keySet().stream()
                        .sorted()
                        .map(call -> Arguments.of(failure.getClass(), call, operation, failure))));
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @MethodSource("failingManagement")
    void aManagementCallTellsWhatFailedAndWhy(Class<?> type, Call call, Management operation, Throwable failure) {
        store.failAt(call, failure);
        Throwable thrown = catchThrowable(() -> operation.action().on(client, handle));
        if (failure instanceof StoreException) {
            assertThat(thrown).isSameAs(failure);
        } else {
            assertThat(thrown).isExactlyInstanceOf(StoreException.class);
            assertThat(thrown.getCause()).isSameAs(failure);
            assertThat(thrown)
                    .hasMessageStartingWith("The store of the client 'main' failed to "
                            + operation.calls().get(call) + ": " + type.getName());
        }
        assertThat(Thread.interrupted()).as("interrupt").isEqualTo(failure instanceof InterruptedException);
        assertNothingHappened();
    }

    private void assertNothingHappened() {
        assertThat(told).as("events of changes").isEmpty();
        store.recover();
        assertThat(client.list()).extracting(FeatureFlag::name).containsExactly("flag");
        assertThat(client.isEnabled("flag")).isTrue();
    }

    /** Nobody else's call is hurt, least of all a check. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void aFailureElsewhereDoesNotMatter(Call call) {
        store.failAt(call, new IllegalStateException("connection refused"));
        for (Check check : ClientOperations.checks()) {
            if (check.call() != call) {
                Object answer = check.action().on(client, handle);
                boolean on = answer instanceof FlagEvaluation evaluation ? evaluation.enabled() : (boolean) answer;
                assertThat(on).as(check.name()).isTrue();
            }
        }
        for (Management operation : ClientOperations.management()) {
            if (!operation.calls().containsKey(call)) {
                operation.action().on(client, handle);
                working.delete("new");
                working.create(FlagDefinition.of("flag", true, Instant.EPOCH, Map.of()));
            }
        }
    }

    /** An answer without sense, and what the exception says about it. */
    record Answer(SenselessStore answer, Call call, String detail) {
        @Override
        public String toString() {
            return answer + " at " + call;
        }
    }

    private static final String MAYBE = ", so that it is unknown whether the flag was changed";

    static final List<Answer> ANSWERS = List.of(
            new Answer(SenselessStore.ANOTHER_FLAG, Call.GET, "it gave a flag of the name 'other'"),
            new Answer(SenselessStore.ANOTHER_FLAG, Call.UPDATE, "it gave a flag of the name 'other'"),
            new Answer(SenselessStore.ANOTHER_FLAG_BEFORE, Call.UPDATE, "it gave a flag of the name 'other'"),
            new Answer(SenselessStore.ANOTHER_FLAG_AFTER, Call.UPDATE, "it gave a flag of the name 'other'"),
            new Answer(SenselessStore.NULL, Call.UPDATE, "it gave no flag"),
            new Answer(
                    SenselessStore.NOTHING_AT_ALL, Call.UPDATE, "it answered a change from nothing to nothing" + MAYBE),
            new Answer(SenselessStore.NOTHING_BEFORE, Call.UPDATE, "it answered a change from nothing to {"),
            new Answer(SenselessStore.NOTHING_AFTER, Call.UPDATE, " to nothing" + MAYBE),
            new Answer(SenselessStore.ANOTHER_FLAG, Call.DELETE, "it gave a flag of the name 'other'"),
            new Answer(SenselessStore.SOMETHING_AFTER, Call.DELETE, "it answered that the flag is still there: {"),
            new Answer(SenselessStore.NULL, Call.FOR_EACH, "forEach gave null in place of a flag"),
            new Answer(SenselessStore.NULL, Call.LIST, "it gave null in place of a flag"),
            new Answer(SenselessStore.NO_NAME, Call.FOR_EACH, "it gave an entry that cannot be read without its name"),
            new Answer(
                    SenselessStore.NO_PROBLEM, Call.FOR_EACH, "it gave no reason why the entry 'flag' cannot be read"));

    static Stream<Arguments> senselessAnswers() {
        return ANSWERS.stream().flatMap(answer -> ClientOperations.management().stream()
                .filter(operation -> operation.calls().containsKey(answer.call()))
                .map(operation -> Arguments.of(answer, operation)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("senselessAnswers")
    void aSenselessAnswerIsAFailure(Answer answer, Management operation) {
        store.answerAt(answer.call(), answer.answer());
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> operation.action().on(client, handle))
                .withMessageStartingWith("The store of the client 'main' failed to "
                        + operation.calls().get(answer.call()) + ": ")
                .withMessageContaining(answer.detail());
        assertNothingHappened();
    }

    @ParameterizedTest
    @MethodSource("dev.flipper.ClientOperations#checks")
    void aCheckSurvivesASenselessAnswer(Check check) {
        store.answerAt(Call.GET, SenselessStore.ANOTHER_FLAG);
        store.answerAt(Call.SLOT, SenselessStore.ANOTHER_FLAG);
        Object answer = check.action().on(client, handle);
        assertThat(answer instanceof FlagEvaluation evaluation ? evaluation.enabled() : answer)
                .as("it is not compared with the name, for speed")
                .isEqualTo(true);
    }

    static final List<Integer> LIMITS = List.of(0, 1, 10);

    @ParameterizedTest
    @FieldSource("LIMITS")
    void aListThatDoesNotEndIsCutOff(int limit) {
        store.answerAt(Call.LIST, SenselessStore.ENDLESS);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> client.list(limit, 0))
                .withMessage("The store of the client 'main' failed to list the flags: it gave more than the " + limit
                        + " flags that were asked for");
    }

    static Stream<Arguments> slots() {
        return StoreFailures.all().map(failure -> Arguments.of(failure.getClass(), failure));
    }

    /** Slots are there for speed only. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("slots")
    void aStoreThatFailsToLookForASlotIsAskedForTheFlag(Class<?> type, Throwable failure) {
        store.failAt(Call.SLOT, failure);
        for (FeatureFlag slow : List.of(client.get("flag"), client.list().get(0))) {
            assertThat(slow.isEnabled()).isTrue();
            slow.disable();
            assertThat(slow.isEnabled(true)).isFalse();
            assertThat(client.isEnabled("flag", true)).isFalse();
            slow.enable();
        }
        assertThat(log.warnings())
                .containsExactly("Client 'main': The store failed to look for the flag 'flag' in this process; its"
                        + " checks ask for the flag each time");
        assertThat(Thread.interrupted()).as("interrupt").isEqualTo(failure instanceof InterruptedException);
    }

    static Stream<Arguments> openings() {
        return Stream.concat(
                StoreFailures.all().map(failure -> Arguments.of(failure.getClass(), failure, null)),
                Stream.of(SenselessStore.NULL, SenselessStore.ANOTHER_CLASS)
                        .map(answer -> Arguments.of(answer, null, answer)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("openings")
    void aClientOpensWhereItsStoreCannotBeFollowed(Object name, Throwable failure, SenselessStore answer) {
        if (answer == null) {
            store.failAt(Call.SUBSCRIBE, failure);
        } else {
            store.answerAt(Call.SUBSCRIBE, answer);
        }
        FeatureFlagClient deaf = FeatureFlagClient.builder(store).name("deaf").build();
        assertThat(deaf.isEnabled("flag")).isTrue();
        deaf.disable("flag");
        assertThat(deaf.isEnabled("flag", true)).isFalse();
        assertThat(log.errors()).containsExactly("Client 'deaf': following the store's changes failed");
        deaf.close();
    }

    static Stream<Arguments> closings() {
        return StoreFailures.all().map(failure -> Arguments.of(failure.getClass(), failure));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closings")
    void aClientClosesWhateverItsStoreThrows(Class<?> type, Throwable failure) {
        store.failAt(Call.UNSUBSCRIBE, failure);
        store.failAt(Call.CLOSE, failure);
        client.close();
        assertThat(log.errors())
                .containsExactly("Client 'main': the store's subscription failed", "Client 'main': the store failed");
        assertThat(log.thrown()).containsExactly(failure, failure);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closings")
    void whatTheCallerDidIsNotTheStores(Class<?> type, Throwable failure) {
        IllegalStateException veto = new IllegalStateException("not on Mondays");
        client.events().on(EventType.PRE_ENABLE, event -> {
            throw veto;
        });
        Arrays.stream(Call.values()).filter(call -> call != Call.GET).forEach(call -> store.failAt(call, failure));
        assertThat(catchThrowable(() -> client.enable("flag"))).isSameAs(veto);
        assertThat(catchThrowable(() -> client.list(-1, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThat(catchThrowable(() -> client.create("a\n"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(catchThrowable(() -> client.enable(null))).isInstanceOf(NullPointerException.class);
        assertThat(catchThrowable(() -> client.enable("absent"))).isInstanceOf(FlagNotFoundException.class);
        assertThat(catchThrowable(() -> client.create("flag"))).isInstanceOf(FlagAlreadyExistsException.class);
    }
}
