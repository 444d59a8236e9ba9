package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.TextStore;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The store fails; what it holds is another matter. */
class BrokenStoreTest {

    private static final EvaluationContext USER = EvaluationContext.of("user_id", 1);
    private final IllegalStateException failure = new IllegalStateException("connection refused");

    private final TextStore store = new TextStore();
    private final FeatureFlagClient client =
            FeatureFlagClient.builder(store).name("main").build();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("connection refused"),
                new StoreException("timeout", null),
                new NoClassDefFoundError("redis/Client"),
                new StackOverflowError());
    }

    private static Runnable throwing(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void checksAnswerTheDefault(Throwable failure) {
        client.create("flag", true);
        FeatureFlag handle = client.get("flag");
        store.beforeEachCall(throwing(failure));
        assertThat(client.isEnabled("flag")).isFalse();
        assertThat(client.isEnabled("flag", true)).isTrue();
        assertThat(client.isEnabled("flag", USER)).isFalse();
        assertThat(client.isEnabled("flag", USER, true)).isTrue();
        assertThat(handle.isEnabled()).isFalse();
        assertThat(handle.isEnabled(USER, true)).isTrue();
        FlagEvaluation expected = new FlagEvaluation("flag", false, Reason.ERROR, "the store failed: " + failure);
        assertThat(client.evaluate("flag", USER)).isEqualTo(expected);
        assertThat(handle.evaluate(USER)).isEqualTo(expected);
    }

    /** Finding the flag in this process is a short cut: reading it tells what is wrong, if anything. */
    @Test
    void aFailureIsLoggedAndOverWhenTheStoreIsBack() {
        client.create("flag", true);
        store.failWith(failure);
        for (int i = 0; i < 10; i++) {
            assertThat(client.isEnabled("flag")).isFalse();
            assertThat(client.isEnabled("other")).isFalse();
        }
        assertThat(log.warnings())
                .containsExactly(
                        "Client 'main': The store failed at a check of the flag 'flag', which answers its default"
                                + " value; told at most once a minute");
        assertThat(log.thrown()).containsExactly(failure);

        store.recover();
        assertThat(client.isEnabled("flag")).isTrue();
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("read the flag 'flag'", client -> client.create("flag")),
                operation("read the flag 'flag'", client -> client.exists("flag")),
                operation("read the flag 'flag'", client -> client.enable("flag")),
                operation("read the flag 'flag'", client -> client.disable("flag")),
                operation("read the flag 'flag'", client -> client.destroy("flag")),
                operation("read the flag 'flag'", client -> client.addCondition("flag", Condition.of("a", 1))),
                operation("read the flag 'flag'", client -> client.setConditions("flag", List.of())),
                operation("read the flag 'flag'", client -> client.setBucketer("flag", new NoOpBucketer())),
                operation("read the flag 'flag'", client -> client.setClientData("flag", Map.of())),
                operation("read the flag 'flag'", client -> client.removeClientData("flag", "a")),
                operation("read the flag 'flag'", client -> client.getClientData("flag")),
                operation("read the flag 'flag'", client -> client.getMetadata("flag")),
                operation("list the flags", FeatureFlagClient::list));
    }

    private static Arguments operation(String what, Consumer<FeatureFlagClient> operation) {
        return Arguments.of(what, operation);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void managementTellsWhatFailedAndWhy(String what, Consumer<FeatureFlagClient> operation) {
        store.failWith(failure);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> operation.accept(client))
                .withMessage("The store of the client 'main' failed to " + what + ": " + failure)
                .withCause(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureIsAStoreException(Throwable failure) {
        store.beforeEachCall(throwing(failure));
        Throwable thrown = catchThrowable(() -> client.exists("flag"));
        if (failure instanceof StoreException) {
            assertThat(thrown).as("Flipper's own exceptions are passed on").isSameAs(failure);
        } else {
            assertThat(thrown).isInstanceOf(StoreException.class).hasCause(failure);
        }
    }

    /** The store answers the question whether the flag is there, and fails at the change itself. */
    @Test
    void aFailureOfTheChangeItselfIsTold() {
        client.create("flag");
        assertFailsAtSecondCall("create the flag 'new'", () -> client.create("new"));
        assertFailsAtSecondCall("change the flag 'flag'", () -> client.enable("flag"));
        assertFailsAtSecondCall("destroy the flag 'flag'", () -> client.destroy("flag"));
        store.recover();
        assertThat(client.exists("new")).isFalse();
        assertThat(client.isEnabled("flag", true)).isFalse();
    }

    private void assertFailsAtSecondCall(String what, Runnable operation) {
        int[] calls = {0};
        store.beforeEachCall(() -> {
            if (++calls[0] > 1) {
                throw failure;
            }
        });
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(operation::run)
                .withMessage("The store of the client 'main' failed to " + what + ": " + failure)
                .withCause(failure);
    }

    @Test
    void aFlagThatIsRemovedOnTheWayIsNotFound() {
        for (Consumer<FeatureFlagClient> change :
                List.<Consumer<FeatureFlagClient>>of(other -> other.enable("flag"), other -> other.destroy("flag"))) {
            store.recover();
            client.create("flag");
            int[] calls = {0};
            store.beforeEachCall(() -> {
                if (++calls[0] == 2) {
                    store.recover();
                    store.delete("flag");
                }
            });
            assertThatExceptionOfType(FlagNotFoundException.class).isThrownBy(() -> change.accept(client));
        }
    }

    @Test
    void aFlagThatIsCreatedOnTheWayIsLeftAsItIs() {
        String other = "{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\": {\"created_date\": 1}}";
        int[] calls = {0};
        store.beforeEachCall(() -> {
            if (++calls[0] == 2) {
                store.put("flag", other);
            }
        });
        assertThatExceptionOfType(FlagAlreadyExistsException.class).isThrownBy(() -> client.create("flag"));
        assertThat(store.text("flag")).isEqualTo(other);
    }

    /** A store may wrap what the change throws; the caller gets to see what it was. */
    @Test
    void aFailureOfTheCallersOwnDataIsNotTheStores() {
        client.create("flag");
        Object deep = 1;
        for (int i = 0; i < 510; i++) {
            deep = List.of(deep);
        }
        Map<String, Object> data = Map.of("deep", deep);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> client.setClientData("flag", data))
                .withMessageContaining("is nested deeper than 512");
    }

    @Test
    void closingReportsAFailureAndReturns() {
        store.failWith(failure);
        client.close();
        assertThat(log.errors()).containsExactly("Client 'main': the store failed");
        assertThat(log.thrown()).containsExactly(failure);
    }
}
