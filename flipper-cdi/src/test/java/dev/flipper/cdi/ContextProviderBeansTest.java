package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.EvaluationContext;
import dev.flipper.EvaluationContextProvider;
import dev.flipper.FeatureFlagClient;
import dev.flipper.Reason;
import dev.flipper.condition.Condition;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContextProviderBeansTest {

    /** Static as beans of each test write to it; cleared before each. */
    private static final List<String> LIFE = new CopyOnWriteArrayList<>();

    @ApplicationScoped
    @Priority(10)
    static class Low implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("who", "low", "low", true);
        }
    }

    /** Comes before the other in the alphabet. */
    @ApplicationScoped
    @Priority(20)
    static class High implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("who", "high");
        }
    }

    @ApplicationScoped
    static class Unordered implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("who", "unordered");
        }
    }

    @ApplicationScoped
    static class UnorderedToo implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("who", "unordered too");
        }
    }

    @RequestScoped
    static class OfRequest implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("who", "visitor");
        }
    }

    @Dependent
    static class Own implements EvaluationContextProvider {

        Own() {
            LIFE.add("made");
        }

        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("who", "own");
        }

        @PreDestroy
        void destroy() {
            LIFE.add("destroyed");
        }
    }

    @ApplicationScoped
    @FlipperClient(FlipperClient.DEFAULT)
    static class OfDefault implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("who", "default");
        }
    }

    @ApplicationScoped
    @FlipperClient("billing")
    static class OfNobody implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.empty();
        }
    }

    @ApplicationScoped
    @Alternative
    static class NotEnabled implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("who", "nobody");
        }
    }

    @Dependent
    static class Producer {
        @Produces
        @ApplicationScoped
        EvaluationContextProvider provider() {
            return () -> EvaluationContext.of("who", "produced");
        }
    }

    @ApplicationScoped
    static class Failing implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            throw new IllegalStateException("fails on purpose");
        }
    }

    @ApplicationScoped
    static class ObserverOfNobody {
        void observe(@Observes @FlipperClient("billing") @Post dev.flipper.event.FlagEvent event) {
            LIFE.add("never");
        }
    }

    private Application application;
    private FeatureFlagClient client;

    private void start(Class<?>... beans) {
        application = Application.start(Map.of("flipper.flags.F", "true"), beans);
        client = application.get(FeatureFlagClient.class);
    }

    /** Tells whether the attribute has the value; without the attribute conditions are passed over. */
    private boolean is(String attribute, Object value) {
        client.setConditions("F", List.of(Condition.of(attribute, value)));
        var evaluation = client.evaluate("F", EvaluationContext.empty());
        return evaluation.reason() == Reason.CONDITIONS && evaluation.enabled();
    }

    @BeforeEach
    void clear() {
        LIFE.clear();
    }

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void theHighestPriorityWinsAndTheOthersAddToIt() {
        start(High.class, Low.class);
        assertThat(is("who", "high")).isTrue();
        assertThat(is("low", true)).isTrue();
    }

    @Test
    void withoutAPriorityItIsZeroAndTheLastNameWins() {
        start(UnorderedToo.class, Unordered.class);
        assertThat(is("who", "unordered too")).isTrue();
        application.close();
        start(Low.class, Unordered.class);
        assertThat(is("who", "low")).isTrue();
    }

    @Test
    void oneOfARequestSuppliesNothingOutsideOfIt() {
        start(OfRequest.class);
        client.setConditions("F", List.of(Condition.of("who", "visitor")));
        RequestContextController request = application.get(RequestContextController.class);
        assertThat(client.evaluate("F", EvaluationContext.empty()).reason()).isEqualTo(Reason.ENABLED);
        request.activate();
        assertThat(is("who", "visitor")).isTrue();
        request.deactivate();
        assertThat(client.evaluate("F", EvaluationContext.empty()).reason()).isEqualTo(Reason.ENABLED);
    }

    @Test
    void aDependentOneIsMadeOnceAndDestroyedWithTheClient() {
        start(Own.class);
        assertThat(is("who", "own")).isTrue();
        assertThat(is("who", "own")).isTrue();
        assertThat(LIFE).containsExactly("made");
        application.close();
        application = null;
        assertThat(LIFE).containsExactly("made", "destroyed");
    }

    @Test
    void oneMayBeForAClientAndMayBeProduced() {
        start(OfDefault.class);
        assertThat(is("who", "default")).isTrue();
        application.close();
        start(Producer.class);
        assertThat(is("who", "produced")).isTrue();
    }

    @Test
    void anAlternativeThatIsNotEnabledIsNotAsked() {
        start(NotEnabled.class);
        assertThat(is("who", "nobody")).isFalse();
    }

    @Test
    void oneThatFailsIsNamed() {
        start(Failing.class);
        assertThat(client.evaluate("F", EvaluationContext.empty()).detail())
                .isEqualTo("the context provider " + Failing.class.getName()
                        + " failed with java.lang.IllegalStateException");
    }

    @Test
    void whoeverIsForAClientThatDoesNotExistIsToldAtDeployment() {
        assertThatThrownBy(() -> start(OfNobody.class, ObserverOfNobody.class))
                .hasMessageContaining("FLIPPER-1109: @FlipperClient(\"billing\") on the context provider "
                        + OfNobody.class.getName() + ": there is no client 'billing'")
                .hasMessageContaining("ObserverOfNobody.observe(");
    }
}
