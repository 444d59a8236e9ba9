package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContextProviderTest {

    private final FeatureFlagClientBuilder builder = FeatureFlagClient.builder(new MemoryFeatureFlagStore());

    private static FeatureFlagClient withFlag(FeatureFlagClientBuilder builder, boolean enabled) {
        FeatureFlagClient client = builder.build();
        client.create("flag", enabled);
        client.addCondition("flag", Condition.of("user", "jane"));
        return client;
    }

    @Test
    void suppliesAttributes() {
        FeatureFlagClient client = withFlag(builder.contextProvider(() -> EvaluationContext.of("user", "joe")), true);
        assertThat(client.isEnabled("flag")).isFalse();
        assertThat(client.get("flag").isEnabled()).isFalse();
        assertThat(client.evaluate("flag", EvaluationContext.empty()).reason()).isEqualTo(Reason.CONDITIONS);
    }

    @Test
    void theCallWinsOverTheLaterProviderOverTheEarlierOne() {
        builder.contextProvider(() -> EvaluationContext.of("user", "joe"));
        FeatureFlagClient one = withFlag(builder, true);
        assertThat(one.isEnabled("flag", EvaluationContext.of("user", "jane"))).isTrue();
        assertThat(one.isEnabled("flag", EvaluationContext.of("other", 1))).isFalse();
        one.destroy("flag");
        builder.contextProvider(() -> EvaluationContext.of("user", "jane"));
        builder.contextProvider(EvaluationContext::empty);
        FeatureFlagClient two = withFlag(builder, true);
        assertThat(two.isEnabled("flag")).isTrue();
        assertThat(two.isEnabled("flag", EvaluationContext.of("user", "joe"))).isFalse();
    }

    @Test
    void isAskedOnceForEachCheckOfAnEnabledFlagOnly() {
        AtomicInteger asked = new AtomicInteger();
        builder.contextProvider(() -> {
            asked.incrementAndGet();
            return EvaluationContext.empty();
        });
        FeatureFlagClient client = withFlag(builder, false);
        assertThat(client.isEnabled("flag")).isFalse();
        assertThat(client.isEnabled("absent")).isFalse();
        assertThat(asked).hasValue(0);
        client.enable("flag");
        assertThat(client.isEnabled("flag")).isTrue();
        assertThat(asked).hasValue(1);
    }

    /** Although the flag answers everybody alike: who cannot be asked may matter as soon as it has a condition. */
    @Test
    void isAskedForAFlagWithoutRulesToo() {
        AtomicInteger asked = new AtomicInteger();
        builder.contextProvider(() -> {
            asked.incrementAndGet();
            throw new IllegalStateException("no request");
        });
        FeatureFlagClient client = builder.build();
        FeatureFlag handle = client.create("plain", true);
        assertThat(client.isEnabled("plain")).isFalse();
        assertThat(client.isEnabled("plain", true)).isTrue();
        assertThat(handle.isEnabled()).isFalse();
        assertThat(asked).hasValue(3);
    }

    @Test
    void oneThatFailsIsAnErrorWithOneWarning() {
        IllegalStateException failure = new IllegalStateException("no request");
        EvaluationContextProvider failing = new FailingProvider(failure);
        FeatureFlagClient client = withFlag(builder.name("main").contextProvider(failing), true);
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.isEnabled("flag")).isFalse();
                assertThat(client.isEnabled("flag", true)).isTrue();
            }
            assertThat(client.evaluate("flag", EvaluationContext.of("user", "jane")))
                    .isEqualTo(new FlagEvaluation(
                            "flag",
                            false,
                            Reason.ERROR,
                            "the context provider dev.flipper.ContextProviderTest$FailingProvider failed with"
                                    + " java.lang.IllegalStateException"));
            assertThat(log.warnings())
                    .containsExactly(
                            "Client 'main': The context provider dev.flipper.ContextProviderTest$FailingProvider"
                                    + " failed, so that checks come to no verdict");
            assertThat(log.thrown()).containsExactly(failure);
        }
    }

    private record FailingProvider(RuntimeException failure) implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            throw failure;
        }
    }

    @Test
    void isNamedAsItWants() {
        EvaluationContextProvider named = new EvaluationContextProvider() {
            @Override
            public EvaluationContext currentContext() {
                throw new IllegalStateException("no tenant");
            }

            @Override
            public String name() {
                return "the tenants";
            }
        };
        FlagEvaluation evaluation =
                withFlag(builder.contextProvider(named), true).evaluate("flag", EvaluationContext.empty());
        assertThat(evaluation.detail())
                .isEqualTo("the context provider the tenants failed with java.lang.IllegalStateException");
    }

    @Test
    void oneThatGivesNothingFails() {
        FeatureFlagClient client = withFlag(builder.contextProvider(() -> null), true);
        try (LogCapture log = new LogCapture()) {
            FlagEvaluation evaluation = client.evaluate("flag", EvaluationContext.of("user", "jane"));
            assertThat(evaluation.reason()).isEqualTo(Reason.ERROR);
            assertThat(evaluation.detail()).endsWith("failed with java.lang.NullPointerException");
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void errorsOfTheFlagItselfAreToldToo() {
        FeatureFlagClient client = withFlag(builder.contextProvider(() -> EvaluationContext.of("user", "jane")), true);
        client.setConditions("flag", List.of());
        client.setBucketer("flag", new UnknownBucketer("Tenant", Map.of(), ""));
        try (LogCapture log = new LogCapture()) {
            assertThat(client.isEnabled("flag", true)).isTrue();
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> builder.contextProvider(null))
                .withMessage("provider");
    }
}
