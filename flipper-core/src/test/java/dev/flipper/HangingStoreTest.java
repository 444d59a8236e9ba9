package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.ClientOperations.Check;
import dev.flipper.ClientOperations.Management;
import dev.flipper.store.FailingStore;
import dev.flipper.store.FailingStore.Call;
import dev.flipper.store.FailingStore.Hang;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call of the store that does not return keeps its caller, and nobody else: while it hangs the tests' own thread does
 * everything, on the same flag too, and would hang with it if the client held anything meanwhile. The time limit says
 * nothing about speed; it makes a failure of such a hang.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HangingStoreTest {

    private final FailingStore store = new FailingStore(new MemoryFeatureFlagStore());
    private final FeatureFlagClient client = FeatureFlagClient.open(store);
    private final FeatureFlag handle = client.create("flag", true);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private <T> T whileOthersGoOn(Call call, Callable<T> caller) throws Exception {
        Hang hang = store.hangAt(call);
        Future<T> answer = threads.submit(caller);
        hang.awaitReached();
        // Only whoever hangs already.
        store.recover();
        doEverything();
        assertThat(answer).as("returns no sooner than the store does").isNotDone();
        hang.release();
        return answer.get();
    }

    private void doEverything() {
        ClientOperations.checks().forEach(check -> check.action().on(client, handle));
        client.get("flag").disable();
        client.enable("flag");
        client.setClientData("flag", Map.of("a", 1));
        client.create("other").destroy();
        assertThat(client.list()).extracting(FeatureFlag::name).containsExactly("flag");
    }

    static List<Check> checks() {
        return ClientOperations.checks();
    }

    @ParameterizedTest
    @MethodSource
    void checks(Check check) throws Exception {
        Object answer = whileOthersGoOn(check.call(), () -> check.action().on(client, handle));
        boolean on = answer instanceof FlagEvaluation evaluation ? evaluation.enabled() : (boolean) answer;
        assertThat(on).isTrue();
    }

    static Stream<Arguments> management() {
        return ClientOperations.management().stream()
                .flatMap(operation ->
                        operation.calls().keySet().stream().sorted().map(call -> Arguments.of(call, operation)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void management(Call call, Management operation) throws Exception {
        whileOthersGoOn(call, () -> {
            operation.action().on(client, handle);
            return true;
        });
        // The change was not lost, nor was what the others did meanwhile.
        if (client.exists("flag")) {
            assertThat(client.getClientData("flag")).isNotNull();
        }
        assertThat(client.exists("new")).isEqualTo(operation.name().startsWith("create"));
        assertThat(client.exists("flag")).isEqualTo(!operation.name().contains("destroy"));
    }

    @Test
    void aClientThatIsBeingOpened() throws Exception {
        FeatureFlagClient opened = whileOthersGoOn(Call.SUBSCRIBE, () -> FeatureFlagClient.open(store));
        assertThat(opened.isEnabled("flag")).isTrue();
    }

    /** Checks go on as long as the store answers, also while it is being closed. */
    @Test
    void aClientThatIsBeingClosed() throws Exception {
        Hang hang = store.hangAt(Call.CLOSE);
        Future<?> closing = threads.submit(client::close);
        hang.awaitReached();
        client.close();
        for (Check check : ClientOperations.checks()) {
            Object answer = check.action().on(client, handle);
            assertThat(answer instanceof FlagEvaluation evaluation ? evaluation.enabled() : answer)
                    .isEqualTo(true);
        }
        assertThat(closing).isNotDone();
        hang.release();
        closing.get();
    }
}
