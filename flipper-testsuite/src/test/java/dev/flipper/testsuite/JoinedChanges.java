package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagNotFoundException;
import dev.flipper.cdi.FlipperClient;
import dev.flipper.testsuite.app.database.JoinedLog;
import dev.flipper.testsuite.app.database.Stable;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that run inside the server: what an application with a copy of its flags sees of changes that it makes in
 * transactions, those of the default client a part of them, those of another one on their own.
 */
abstract class JoinedChanges {

    @Inject
    FeatureFlagClient features;

    @Inject
    @FlipperClient("own")
    FeatureFlagClient own;

    @Inject
    JoinedLog log;

    @EJB
    Stable stable;

    private final String flag = "F-" + UUID.randomUUID();

    @BeforeEach
    void clear() throws Exception {
        stable.makeTable();
        log.entries().clear();
    }

    @Test
    void nothingIsVisibleBeforeTheCommitAndEverythingAfterIt() throws Exception {
        FeatureFlag handle = features.get(flag);
        stable.committing(() -> {
            stable.add("kept");
            features.create(flag);
            features.enable(flag);
            features.setClientData(flag, Map.of("a", 1));
            assertThat(features.exists(flag)).isTrue();
            assertThat(features.getClientData(flag)).isEqualTo(Map.of("a", 1));
            assertThat(features.isEnabled(flag)).isFalse();
            assertThat(handle.isEnabled()).isFalse();
            assertThat(features.list()).extracting(FeatureFlag::name).doesNotContain(flag);
            assertThat(log.entries()).isEmpty();
            return null;
        });
        assertThat(handle.isEnabled()).isTrue();
        assertThat(features.isEnabled(flag)).isTrue();
        assertThat(log.entries())
                .containsExactly(
                        "POST_CREATE " + flag + " true",
                        "POST_ENABLE " + flag + " true",
                        "POST_SET_CLIENT_DATA " + flag + " true");
        assertThat(stable.has("kept")).isTrue();
    }

    @Test
    void nothingIsEverVisibleAfterARollback() throws Exception {
        FeatureFlag handle = features.get(flag);
        stable.rollingBack(() -> {
            stable.add("lost");
            features.create(flag, true);
            assertThat(features.exists(flag)).isTrue();
            return null;
        });
        assertThat(handle.exists()).isFalse();
        assertThat(handle.isEnabled()).isFalse();
        assertThat(log.entries()).isEmpty();
        assertThat(stable.has("lost")).isFalse();

        features.create(flag, true);
        log.entries().clear();
        stable.rollingBack(() -> {
            features.disable(flag);
            features.destroy(flag);
            assertThatThrownBy(() -> features.enable(flag)).isInstanceOf(FlagNotFoundException.class);
            return null;
        });
        assertThat(handle.isEnabled()).isTrue();
        assertThat(log.entries()).isEmpty();
    }

    @Test
    void aRuntimeExceptionOfTheEjbTakesTheChangeBack() {
        assertThatThrownBy(() -> stable.committing(() -> {
                    features.create(flag, true);
                    throw new IllegalStateException("no horses");
                }))
                .hasStackTraceContaining("no horses");
        assertThat(features.exists(flag)).isFalse();
        assertThat(log.entries()).isEmpty();
    }

    @Test
    void whoHearsOfTheCommitCanChangeAnotherFlag() throws Exception {
        String leader = "LEADER" + flag;
        String follower = "FOLLOWER" + flag;
        stable.committing(() -> {
            features.create(leader);
            features.enable(leader);
            return null;
        });
        assertThat(features.isEnabled(follower)).isTrue();
        assertThat(log.entries())
                .containsExactlyInAnyOrder(
                        "POST_CREATE " + leader + " true",
                        "POST_ENABLE " + leader + " true",
                        "POST_CREATE " + follower + " true");
    }

    @Test
    void changesOfTheirOwnStandWhateverTheCallerDoes() throws Exception {
        stable.rollingBack(() -> {
            stable.add("lost");
            own.create(flag, true);
            assertThat(own.isEnabled(flag)).isTrue();
            return null;
        });
        assertThat(own.isEnabled(flag)).isTrue();
        assertThat(features.exists(flag)).isFalse();
        assertThat(stable.has("lost")).isFalse();
    }
}
