package dev.flipper.testkit;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A store that reads again after a while only, and cannot tell of changes: the contract moves its clock on. */
class ExpiringStoreContractTest extends FeatureFlagStoreContract {

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);

    private final TextBackend backend = new TextBackend();
    private final TestClock clock = new TestClock(Instant.EPOCH);

    @Override
    protected FeatureFlagStore createStore() {
        return new ExpiringStore();
    }

    @Override
    protected FeatureFlagStore createSecondStore() {
        return new ExpiringStore();
    }

    @Override
    protected boolean tellsOfChanges() {
        return false;
    }

    @Override
    protected boolean readsLagBehind() {
        return true;
    }

    @Override
    protected void synchronize(FeatureFlagStore lagging) {
        clock.advance(TIME_TO_LIVE);
    }

    private final class ExpiringStore extends SilentStore {

        private final Map<String, Entry> entries = new ConcurrentHashMap<>();

        private record Entry(Optional<FlagDefinition> flag, Instant expiry) {}

        ExpiringStore() {
            super(ExpiringStoreContractTest.this.backend);
        }

        @Override
        public FlagDefinition get(String name) {
            return entries.compute(
                            name,
                            (key, entry) -> entry != null && clock.instant().isBefore(entry.expiry)
                                    ? entry
                                    : new Entry(
                                            Optional.ofNullable(super.get(key)),
                                            clock.instant().plus(TIME_TO_LIVE)))
                    .flag
                    .orElse(null);
        }

        /** From what is stored, not from what was read a while ago. */
        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            Change done = new TextStore(backend).update(name, change);
            entries.remove(name);
            return done;
        }

        @Override
        void tell(String name, Change change) {
            entries.remove(name);
        }
    }
}
