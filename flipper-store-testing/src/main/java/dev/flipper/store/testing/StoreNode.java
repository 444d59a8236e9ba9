package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagEvaluation;
import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.event.FlagChange;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.StoreStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssertAlternative;

/**
 * A program that keeps its flags in a store, with what stands before it.
 *
 * @param <S> the type of the store
 */
public class StoreNode<S extends FeatureFlagStore> implements AutoCloseable {

    /** A timeout for stores so short that a test can wait for it. */
    public static final Duration TIMEOUT = Duration.ofMillis(400);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(5);

    /** The store itself. */
    public final S store;

    /** What the client uses: the store, or what stands before it. */
    public final FeatureFlagStore front;

    /** The program's client. */
    public final FeatureFlagClient features;

    /** What it was told that others have done. */
    public final List<FlagChange> told = new CopyOnWriteArrayList<>();

    /**
     * Opens a client.
     *
     * @param store the store, which is closed with the node
     * @param local what stands before it
     */
    protected StoreNode(S store, Local local) {
        this.store = store;
        front = local.before(store);
        features = FeatureFlagClient.open(front);
        features.events().onExternalChange(told::add);
    }

    /**
     * Creates the flag "on", which is on. Overridden to give the type of the node.
     *
     * @return this
     */
    public StoreNode<S> withFlag() {
        features.create("on", true);
        assertThat(features.isEnabled("on")).isTrue();
        return this;
    }

    /**
     * Evaluates a flag.
     *
     * @param flag its name
     * @return the answer without a context, and the reason
     */
    public final FlagEvaluation evaluate(String flag) {
        return features.evaluate(flag, EvaluationContext.empty());
    }

    /** Asserts that a check of "on" answers. */
    public final void assertAnswers() {
        assertThat(evaluate("on").reason()).isEqualTo(Reason.ENABLED);
    }

    /**
     * Asserts that a check of "on" answers its default, and says why.
     *
     * @param why a part of the evaluation's detail
     */
    public final void assertNoAnswer(String why) {
        assertThat(evaluate("on").reason()).isEqualTo(Reason.ERROR);
        assertThat(evaluate("on").detail()).contains(why);
        assertThat(features.isEnabled("on")).isFalse();
        assertThat(features.isEnabled("on", true)).isTrue();
    }

    /**
     * Waits until changes by others would be told. Overridden to give the type of the node.
     *
     * @return this
     */
    public StoreNode<S> awaitConnection() {
        eventually(() -> assertThat(features.storeStatus().state()).isEqualTo(State.CONNECTED));
        return this;
    }

    /**
     * Gives the flags of which it was told that they are gone.
     *
     * @return their names, sorted
     */
    public final List<String> ended() {
        return told.stream()
                .filter(change -> change.after() == null)
                .map(FlagChange::flag)
                .sorted()
                .toList();
    }

    /**
     * Asserts that a call fails as calls of a store do.
     *
     * @param call the call
     * @return for the message
     */
    public static ThrowableAssertAlternative<StoreException> assertFails(Runnable call) {
        return assertThatExceptionOfType(StoreException.class).isThrownBy(call::run);
    }

    /**
     * Waits until an assertion holds. Meanwhile the store may fail.
     *
     * @param assertion what is asserted again and again, until it does or 20 seconds are over
     */
    public static void eventually(Runnable assertion) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(StoreException.class)
                .untilAsserted(assertion::run);
    }

    @Override
    public void close() {
        features.close();
    }
}
