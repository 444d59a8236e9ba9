package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.store.testing.Local;
import java.time.Duration;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssertAlternative;

/** A process that keeps its flags in a database, with a timeout so short that a test can wait for it. */
final class Node implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(5);

    final JpaFeatureFlagStore store;
    final FeatureFlagClient features;

    Node(JpaFeatureFlagStoreBuilder settings, Local local) {
        store = settings.build();
        features = FeatureFlagClient.open(local.before(store));
    }

    static Node bare(DataSource connections) {
        return new Node(builder(connections), Local.NONE);
    }

    static JpaFeatureFlagStoreBuilder builder(DataSource connections) {
        return JpaFeatureFlagStore.builder(connections).timeout(TIMEOUT);
    }

    /** Creates the flag "on". */
    Node withFlag() {
        features.create("on", true);
        assertThat(features.isEnabled("on")).isTrue();
        return this;
    }

    FlagEvaluation evaluate(String flag) {
        return features.evaluate(flag, EvaluationContext.empty());
    }

    void assertAnswers() {
        assertThat(evaluate("on").reason()).isEqualTo(Reason.ENABLED);
    }

    /** A check answers its default, and says why. */
    void assertNoAnswer(String why) {
        assertThat(evaluate("on").reason()).isEqualTo(Reason.ERROR);
        assertThat(evaluate("on").detail()).contains(why);
        assertThat(features.isEnabled("on")).isFalse();
        assertThat(features.isEnabled("on", true)).isTrue();
    }

    static ThrowableAssertAlternative<StoreException> assertFails(Runnable call) {
        return assertThatExceptionOfType(StoreException.class).isThrownBy(call::run);
    }

    static void eventually(Runnable assertion) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).untilAsserted(assertion::run);
    }

    @Override
    public void close() {
        features.close();
    }
}
