package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FlagDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commits that fail, and connections that cannot be given back after one: what becomes of the change, and what is said.
 */
class FailedCommitTest {

    private final FaultyDriver driver = new FaultyDriver();
    private final AtomicInteger runs = new AtomicInteger();
    private JpaFeatureFlagStore store;

    @AfterEach
    void close() {
        store.close();
    }

    private void open(String provider) {
        store = Node.builder(driver.source()).provider(provider).build();
        assertThat(store.create(FlagDefinition.of("on", true, Instant.EPOCH, Map.of("count", 0))))
                .isTrue();
    }

    private void count() {
        store.update("on", flag -> {
            runs.incrementAndGet();
            return flag.withClientData(Map.of("count", counted(flag) + 1));
        });
    }

    private int counted() {
        return counted(store.get("on"));
    }

    private static int counted(FlagDefinition flag) {
        return ((Number) flag.metadata().clientData().get("count")).intValue();
    }

    private static FaultyDriver.Commit failingOnce(FaultyDriver.Commit before, String state) {
        AtomicBoolean failed = new AtomicBoolean();
        return connection -> {
            if (failed.compareAndSet(false, true)) {
                before.commit(connection);
                throw new SQLException("not now", state);
            }
            connection.commit();
        };
    }

    /** A driver that fails without the end of the transaction leaves it open. */
    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aCommitThatIsRefusedAsInTheWayOfAnotherIsTriedAgainAndTheChangeMadeOnce(String provider) {
        open(provider);
        driver.onCommit(failingOnce(connection -> {}, "40001"));
        count();
        assertThat(runs).hasValue(2);
        assertThat(counted()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aChangeWhoseCommitFailsIsNotMadeWhenItsConnectionIsGivenBack(String provider) {
        open(provider);
        driver.onCommit(failingOnce(connection -> {}, "57014"));
        assertFails(this::count)
                .withMessageContaining("or the answer was lost; which of the two is not known: not now");
        assertThat(runs).hasValue(1);
        assertThat(counted()).isZero();
    }

    /** Statement completion unknown. */
    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aCommitOfWhichTheDatabaseDoesNotKnowWhatBecameIsNotTriedAgain(String provider) {
        open(provider);
        driver.onCommit(failingOnce(Connection::commit, "40003"));
        assertFails(this::count)
                .withMessageContaining("or the answer was lost; which of the two is not known: not now");
        assertThat(runs).hasValue(1);
        assertThat(counted()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aChangeThatIsMadeIsNotInDoubtBecauseItsConnectionCannotBeGivenBack(String provider) {
        open(provider);
        driver.onReturn(() -> {
            throw new SQLException("the pool is broken", "08006");
        });
        count();
        driver.onReturn(() -> {});
        assertThat(runs).hasValue(1);
        assertThat(counted()).isOne();
    }
}
