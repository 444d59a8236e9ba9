package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import dev.flipper.EvaluationContextProvider;
import dev.flipper.FeatureFlagClient;
import dev.flipper.condition.Condition;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Specializes;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beans that stand before or in the place of others: containers tell of both of them. */
class ReplacedBeansTest {

    interface Sounds {
        String sound();
    }

    @WhenEnabled("F")
    @ApplicationScoped
    static class NewSounds implements Sounds {
        @Override
        public String sound() {
            return "Whinny";
        }
    }

    @WhenDisabled("F")
    @ApplicationScoped
    static class OldSounds implements Sounds {
        @Override
        public String sound() {
            return "Neigh";
        }
    }

    @WhenDisabled("F")
    @Specializes
    @ApplicationScoped
    static class OldestSounds extends OldSounds {
        @Override
        public String sound() {
            return "Snort";
        }
    }

    @Decorator
    @Priority(1)
    abstract static class Loud implements Sounds {

        @Inject
        @Delegate
        @Any
        Sounds delegate;

        @Override
        public String sound() {
            return delegate.sound() + "!";
        }
    }

    @ApplicationScoped
    static class Horse {
        @FeatureToggle(value = "G", redirectTo = Voice.class)
        public String sound() {
            return "Whinny";
        }
    }

    @ApplicationScoped
    static class Voice implements Sounds {
        @Override
        public String sound() {
            return "Neigh";
        }
    }

    @Specializes
    @ApplicationScoped
    static class HoarseVoice extends Voice {
        @Override
        public String sound() {
            return "Cough";
        }
    }

    @ApplicationScoped
    static class Bystander {
        @FeatureToggle(value = "G", redirectTo = Sounds.class)
        public String sound() {
            return "Silence";
        }
    }

    @Test
    void implementationsMayBeDecorated() {
        try (Application application = Application.start(Map.of(), NewSounds.class, OldSounds.class, Loud.class)) {
            assertThat(application.get(Sounds.class).sound()).isEqualTo("Neigh!");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(application.get(Sounds.class).sound()).isEqualTo("Whinny!");
        }
    }

    @Test
    void anImplementationMayBeSpecialized() {
        try (Application application =
                Application.start(Map.of(), NewSounds.class, OldSounds.class, OldestSounds.class)) {
            assertThat(application.get(Sounds.class).sound()).isEqualTo("Snort");
        }
    }

    @Test
    void aHandlerMayBeDecoratedAndSpecialized() {
        Class<?>[] beans = {Horse.class, Voice.class, HoarseVoice.class, Bystander.class, Loud.class};
        try (Application application = Application.start(Map.of(), beans)) {
            assertThat(application.get(Horse.class).sound()).isEqualTo("Cough!");
            assertThat(application.get(Bystander.class).sound()).isEqualTo("Cough!");
        }
    }

    @ApplicationScoped
    static class Rider implements EvaluationContextProvider {
        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of("rider_id", 7);
        }
    }

    @Decorator
    @Priority(1)
    abstract static class NextRider implements EvaluationContextProvider {

        @Inject
        @Delegate
        @Any
        EvaluationContextProvider delegate;

        @Override
        public EvaluationContext currentContext() {
            return EvaluationContext.of(
                    "rider_id", delegate.currentContext().asMap().get("rider_id") + "+1");
        }
    }

    @Test
    void aProviderOfAttributesMayBeDecorated() {
        try (Application application = Application.start(Map.of(), Rider.class, NextRider.class)) {
            FeatureFlagClient features = application.get(FeatureFlagClient.class);
            features.create("F", true).addCondition(Condition.where("rider_id").equalTo("7+1"));
            assertThat(features.isEnabled("F")).isTrue();
        }
    }
}
