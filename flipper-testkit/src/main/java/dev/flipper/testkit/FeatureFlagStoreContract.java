package dev.flipper.testkit;

/**
 * Tests whether a {@link dev.flipper.store.FeatureFlagStore} keeps what the interface promises. Extend it in the tests
 * of a store and say how to make one; JUnit then finds the tests:
 *
 * <pre>{@code
 * class MyStoreTest extends FeatureFlagStoreContract {
 *
 *     private final MyBackend backend = new MyBackend();
 *
 *     @Override
 *     protected FeatureFlagStore createStore() {
 *         return new MyStore(backend);
 *     }
 *
 *     @Override
 *     protected FeatureFlagStore createSecondStore() {
 *         return new MyStore(backend);
 *     }
 * }
 * }</pre>
 *
 * <p>Every test begins with {@link #createStore} and {@link #createSecondStore}, two stores on the same empty data, and
 * closes both. Tested are the operations one by one and what they give, odd names and values, order and pages of lists,
 * entries that cannot be read, changes from many threads through both stores, what listeners are told, and random
 * sequences of operations, compared with what a map does. A failure of these names the seed and the operations, and
 * comes back in the next run.
 *
 * <p>A store that promises less overrides {@link #changesAreAtomic}, {@link #tellsOfChanges} or
 * {@link #readsLagBehind}, one with limits {@link #names} or {@link #definitions}; what is not promised is then skipped
 * or tested in its weaker form. The tests themselves are not meant to be overridden.
 */
public abstract class FeatureFlagStoreContract extends RandomContract {

    /** For subclasses. */
    protected FeatureFlagStoreContract() {}
}
