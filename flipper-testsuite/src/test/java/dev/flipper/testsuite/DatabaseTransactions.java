package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.jpa.JpaFeatureFlagStore;
import dev.flipper.testsuite.app.database.Stable;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that run inside the server: changes of flags in a data source of its, from within its transactions. */
abstract class DatabaseTransactions {

    @EJB
    Stable stable;

    @Resource
    UserTransaction userTransaction;

    final String flag = "F-" + UUID.randomUUID();
    FeatureFlagStore own;
    FeatureFlagStore joining;

    @BeforeEach
    void open() throws Exception {
        stable.makeTable();
        DataSource database = stable.database();
        own = new JpaFeatureFlagStore(database);
        joining = JpaFeatureFlagStore.builder(database).joinTransactions(true).build();
    }

    @AfterEach
    void close() {
        own.close();
        joining.close();
    }

    FlagDefinition flag() {
        return FlagDefinition.of(flag, false, Instant.EPOCH, Map.of());
    }

    static FlagDefinition enabled(FlagDefinition before) {
        return before.withEnabled(true);
    }

    private boolean isEnabledElsewhere() throws Exception {
        AtomicReference<FlagDefinition> seen = new AtomicReference<>();
        Thread other = new Thread(() -> seen.set(own.get(flag)));
        other.start();
        other.join();
        return seen.get() != null && seen.get().enabled();
    }

    private boolean existsElsewhere() throws Exception {
        AtomicReference<FlagDefinition> seen = new AtomicReference<>();
        Thread other = new Thread(() -> seen.set(own.get(flag)));
        other.start();
        other.join();
        return seen.get() != null;
    }

    @Test
    void aChangeOfItsOwnStandsAtOnceAndAfterARollbackOfTheCallers() throws Exception {
        stable.rollingBack(() -> {
            stable.add("lost");
            assertThat(own.create(flag())).isTrue();
            assertThat(own.update(flag, DatabaseTransactions::enabled)).isNotNull();
            assertThat(own.get(flag).enabled()).isTrue();
            assertThat(isEnabledElsewhere()).isTrue();
            return null;
        });
        assertThat(own.get(flag).enabled()).isTrue();
        assertThat(stable.has("lost")).isFalse();
        stable.rollingBack(() -> assertThat(own.delete(flag)).isNotNull());
        assertThat(own.get(flag)).isNull();
    }

    @Test
    void aChangeOfItsOwnLeavesTheCallersTransactionAsItWas() throws Exception {
        stable.committing(() -> {
            stable.add("before");
            own.create(flag());
            assertThat(own.create(flag())).isFalse();
            assertThatThrownBy(() -> own.update(flag, before -> {
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            FeatureFlagStore away = JpaFeatureFlagStore.builder(stable.database())
                    .runMigrations(false)
                    .build();
            away.close();
            assertThatThrownBy(() -> away.update(flag, DatabaseTransactions::enabled))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("closed");
            stable.add("after");
            return null;
        });
        assertThat(stable.has("before")).isTrue();
        assertThat(stable.has("after")).isTrue();
    }

    @Test
    void aChangeThatJoinsIsSeenByNobodyElseBeforeTheCommit() throws Exception {
        List<Boolean> ends = new ArrayList<>();
        stable.committing(() -> {
            stable.add("kept");
            joining.transaction().orElseThrow().onEnd(ends::add);
            assertThat(joining.create(flag())).isTrue();
            assertThat(joining.transaction()).containsSame(joining.transaction().orElseThrow());
            assertThat(joining.update(flag, DatabaseTransactions::enabled)).isNotNull();
            assertThat(joining.transaction().orElseThrow().get(flag).enabled()).isTrue();
            assertThat(joining.get(flag)).isNull();
            assertThat(existsElsewhere()).isFalse();
            assertThat(ends).isEmpty();
            return null;
        });
        assertThat(ends).containsExactly(true);
        assertThat(joining.get(flag).enabled()).isTrue();
        assertThat(isEnabledElsewhere()).isTrue();
        assertThat(stable.has("kept")).isTrue();
        assertThat(joining.transaction()).isEmpty();
    }

    @Test
    void aChangeThatJoinsIsNeverSeenAfterARollback() throws Exception {
        List<Boolean> ends = new ArrayList<>();
        own.create(flag());
        stable.rollingBack(() -> {
            joining.transaction().orElseThrow().onEnd(ends::add);
            joining.update(flag, DatabaseTransactions::enabled);
            assertThat(joining.transaction().orElseThrow().get(flag).enabled()).isTrue();
            assertThat(isEnabledElsewhere()).isFalse();
            return null;
        });
        assertThat(ends).containsExactly(false);
        assertThat(joining.get(flag).enabled()).isFalse();
        stable.rollingBack(() -> joining.delete(flag));
        assertThat(own.get(flag)).isNotNull();
    }

    @Test
    void whatAFunctionThrowsLeavesTheJoinedTransactionAsItWas() throws Exception {
        joining.create(flag());
        stable.committing(() -> {
            stable.add("kept");
            assertThatThrownBy(() -> joining.update(flag, before -> {
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            joining.update(flag, DatabaseTransactions::enabled);
            return null;
        });
        assertThat(stable.has("kept")).isTrue();
        assertThat(own.get(flag).enabled()).isTrue();
    }

    @Test
    void withoutATransactionAChangeStandsAtOnce() throws Exception {
        stable.without(() -> {
            assertThat(joining.transaction()).isEmpty();
            joining.create(flag());
            assertThat(existsElsewhere()).isTrue();
            return null;
        });
    }

    @Test
    void aTransactionThatIsBegunByHandIsJoinedToo() throws Exception {
        userTransaction.begin();
        joining.create(flag());
        assertThat(joining.get(flag)).isNull();
        userTransaction.rollback();
        assertThat(joining.get(flag)).isNull();
        userTransaction.begin();
        joining.create(flag());
        own.get(flag);
        userTransaction.commit();
        assertThat(joining.get(flag)).isNotNull();
    }

    @Test
    void aTransactionThatIsToBeRolledBackTakesNoChange() throws Exception {
        userTransaction.begin();
        try {
            userTransaction.setRollbackOnly();
            assertThat(joining.get(flag)).isNull();
            assertThatThrownBy(joining::transaction)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is going to be rolled back");
            assertThatThrownBy(() -> joining.create(flag())).isInstanceOf(StoreException.class);
            assertThat(own.create(flag())).isTrue();
        } finally {
            userTransaction.rollback();
        }
        assertThat(own.get(flag)).isNotNull();
    }

    @Test
    void aChangeThatTheDatabaseRefusesLeavesTheCallersTransactionNothingButARollback() throws Exception {
        try (FeatureFlagStore refused = JpaFeatureFlagStore.builder(stable.database())
                .table("no_flags")
                .runMigrations(false)
                .joinTransactions(true)
                .build()) {
            stable.committing(() -> {
                stable.add("lost");
                assertThatThrownBy(() -> refused.update(flag, DatabaseTransactions::enabled))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("no_flags");
                return null;
            });
            userTransaction.begin();
            assertThatThrownBy(() -> refused.delete(flag)).isInstanceOf(StoreException.class);
            assertThat(userTransaction.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
            userTransaction.rollback();
        }
        assertThat(stable.has("lost")).isFalse();
    }
}
