package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.StoreException;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of declared flags while the store is away. */
class FlagDeclarerTest {

    private static final Map<String, Boolean> FLAGS = Map.of("A", true, "B", false);

    /** Counts attempts, and fails until it is told to be back. */
    private static final class AwayStore implements FeatureFlagStore {

        final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();
        final CountDownLatch manyAttempts = new CountDownLatch(5);
        volatile String backBefore = "";
        /** The thread that is in a transaction, or in one that takes no changes. */
        volatile Thread transacted;

        volatile boolean takesPart = true;
        volatile Thread creator;
        volatile RuntimeException failure = new StoreException("away", null);

        @Override
        public FlagDefinition get(String name) {
            return flags.get(name);
        }

        @Override
        public boolean create(FlagDefinition definition) {
            manyAttempts.countDown();
            creator = Thread.currentThread();
            if (manyAttempts.getCount() == 0 && definition.name().equals(backBefore)) {
                failure = null;
            }
            RuntimeException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            return flags.create(definition);
        }

        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            return flags.update(name, change);
        }

        @Override
        public Change delete(String name) {
            return flags.delete(name);
        }

        @Override
        public void forEach(FlagVisitor visitor) {
            flags.forEach(visitor);
        }

        @Override
        public Optional<StoreTransaction> transaction() {
            if (!Thread.currentThread().equals(transacted)) {
                return Optional.empty();
            }
            if (!takesPart) {
                throw new StoreException("rolled back", null);
            }
            return Optional.of(new StoreTransaction() {
                @Override
                public FlagDefinition get(String name) {
                    return flags.get(name);
                }

                @Override
                public void onEnd(Consumer<Boolean> end) {}
            });
        }

        @Override
        public void close() {}
    }

    private final AwayStore store = new AwayStore();
    private final LogRecords log = LogRecords.of("dev.flipper.cdi");
    private volatile Thread background;

    private final ThreadFactory threads = task -> {
        background = new Thread(task, "background");
        background.setDaemon(true);
        return background;
    };

    @AfterEach
    void stopListening() {
        log.close();
    }

    private FlagDeclarer declarer(Duration pause) {
        return new FlagDeclarer("default", FLAGS, store, threads, pause);
    }

    @Test
    void nothingRunsInTheBackgroundIfAllIsWell() {
        store.failure = null;
        try (FlagDeclarer declarer = declarer(Duration.ofDays(1))) {
            declarer.start();
        }
        assertThat(store.get("A").enabled()).isTrue();
        assertThat(store.get("B").enabled()).isFalse();
        assertThat(background).isNull();
    }

    /** Whoever uses a flag first may be in a transaction, and roll it back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFlagsAreNoPartOfTheCallersTransaction(boolean takesPart) throws Exception {
        store.failure = null;
        store.takesPart = takesPart;
        store.transacted = Thread.currentThread();
        try (FlagDeclarer declarer = declarer(Duration.ofDays(1))) {
            declarer.start();
            background.join(30_000);
        }
        assertThat(store.get("A").enabled()).isTrue();
        assertThat(store.get("B").enabled()).isFalse();
        assertThat(store.creator).isSameAs(background);
    }

    @Test
    void theStartWaitsForOneAttemptAndTheFlagsComeWhenTheStoreIsBack() throws Exception {
        store.flags.create(FlagDefinition.of("B", true, Instant.EPOCH, Map.of()));
        try (FlagDeclarer declarer = declarer(Duration.ofMillis(1))) {
            declarer.start();
            assertThat(store.manyAttempts.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(store.get("A")).isNull();
            store.failure = null;
            log.await("FLIPPER-0014");
            background.join(30_000);
            assertThat(background.isAlive()).isFalse();
        }
        assertThat(store.get("A").enabled()).isTrue();
        // It was there already.
        assertThat(store.get("B").enabled()).isTrue();
        assertThat(log.messages())
                .containsExactly(
                        "FLIPPER-0013: Client 'default': the store failed to create flags that the settings declare"
                                + " ('A', 'B'); this is tried again until it succeeds",
                        "FLIPPER-0014: Client 'default': the flags that the settings declare are there now");
    }

    @Test
    void aStoreThatComesBackBetweenTwoFlagsGetsBoth() throws Exception {
        store.backBefore = "B";
        try (FlagDeclarer declarer = declarer(Duration.ofMillis(1))) {
            declarer.start();
            log.await("FLIPPER-0014");
        }
        assertThat(store.get("A")).isNotNull();
        assertThat(store.get("B")).isNotNull();
        assertThat(log.messages(2)).isEmpty();
    }

    @Test
    void closingEndsTheBackgroundWorkInAPause() throws Exception {
        FlagDeclarer declarer = declarer(Duration.ofDays(1));
        declarer.start();
        assertThat(background.isAlive()).isTrue();
        declarer.close();
        background.join(30_000);
        assertThat(background.isAlive()).isFalse();
        assertThat(store.get("A")).isNull();
    }

    @Test
    void whatIsNoFailureOfTheStoreIsNotTriedAgain() {
        store.failure = new IllegalArgumentException("a name too long");
        try (FlagDeclarer declarer = declarer(Duration.ofMillis(1))) {
            declarer.start();
        }
        assertThat(background).isNull();
        assertThat(log.messages())
                .containsExactly(
                        "FLIPPER-0002: The flag 'A' that the settings declare could not be created",
                        "FLIPPER-0002: The flag 'B' that the settings declare could not be created");
    }
}
