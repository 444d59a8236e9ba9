package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.store.FeatureFlagStore;
import java.time.Duration;
import java.util.function.Function;
import org.opentest4j.TestAbortedException;

/** Runs single tests of the contract on stores that must not pass them. */
final class BrokenContract extends FeatureFlagStoreContract {

    private final TextBackend backend = new TextBackend();
    private final Function<TextBackend, FeatureFlagStore> stores;
    private final Duration patience;

    private BrokenContract(Function<TextBackend, FeatureFlagStore> stores, Duration patience) {
        this.stores = stores;
        this.patience = patience;
    }

    /** One test of the contract. */
    @FunctionalInterface
    interface ContractTest {

        void run(FeatureFlagStoreContract contract) throws Exception;
    }

    /** Each of the tests finds the defect; an intact store passes all of them, see {@link TextStoreContractTest}. */
    static void assertFound(Function<TextBackend, FeatureFlagStore> stores, ContractTest... tests) {
        assertFound(Duration.ofMinutes(1), stores, tests);
    }

    /** The same for tests that wait for what never comes. */
    static void assertMissed(Function<TextBackend, FeatureFlagStore> stores, ContractTest... tests) {
        assertFound(Duration.ofMillis(100), stores, tests);
    }

    private static void assertFound(
            Duration patience, Function<TextBackend, FeatureFlagStore> stores, ContractTest... tests) {
        for (int i = 0; i < tests.length; i++) {
            assertThat(failure(patience, stores, tests[i]))
                    .as("what test %s makes of the defect", i + 1)
                    .isNotNull()
                    .isNotInstanceOf(TestAbortedException.class);
        }
    }

    /** What a test throws, null if nothing. */
    static Throwable failure(Duration patience, Function<TextBackend, FeatureFlagStore> stores, ContractTest test) {
        BrokenContract contract = new BrokenContract(stores, patience);
        return catchThrowable(() -> contract.run(test));
    }

    private void run(ContractTest test) throws Exception {
        openStores();
        try {
            test.run(this);
        } finally {
            closeStores();
        }
    }

    @Override
    protected FeatureFlagStore createStore() {
        return stores.apply(backend);
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return stores.apply(backend);
    }

    @Override
    protected boolean putText(String name, String text) {
        backend.put(name, text);
        return true;
    }

    @Override
    protected Duration patience() {
        return patience;
    }
}
