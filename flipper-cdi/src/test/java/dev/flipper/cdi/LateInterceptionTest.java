package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects that are intercepted without being beans, so that nobody has judged them at deployment. */
class LateInterceptionTest {

    @Vetoed
    static class Sound {
        @FeatureToggle(value = "F", redirect = "old")
        public String sound() {
            return "Whinny";
        }

        String old() {
            return "Neigh";
        }
    }

    @Vetoed
    static class Broken {
        @FeatureToggle(value = "F", redirect = "nope")
        public String sound() {
            return "Whinny";
        }
    }

    @Vetoed
    @FeatureToggle("F")
    static class OnClass {
        public int number() {
            return 7;
        }
    }

    @ApplicationScoped
    static class Producer {
        @Produces
        Sound sound(InterceptionFactory<Sound> factory) {
            return factory.createInterceptedInstance(new Sound());
        }

        @Produces
        Broken broken(InterceptionFactory<Broken> factory) {
            return factory.createInterceptedInstance(new Broken());
        }

        @Produces
        OnClass onClass(InterceptionFactory<OnClass> factory) {
            return factory.createInterceptedInstance(new OnClass());
        }
    }

    @Test
    void theyAreSwitchedAsBeansAre() {
        try (Application application = Application.start(Map.of(), Producer.class)) {
            assertThat(application.get(Sound.class).sound()).isEqualTo("Neigh");
            assertThat(application.get(OnClass.class).number()).isZero();
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(application.get(Sound.class).sound()).isEqualTo("Whinny");
            assertThat(application.get(OnClass.class).number()).isEqualTo(7);
        }
    }

    @Test
    void theirMistakesAreToldAtTheCall() {
        try (Application application = Application.start(Map.of(), Producer.class)) {
            assertThatThrownBy(() -> application.get(Broken.class).sound())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("FLIPPER-1005")
                    .hasMessageContaining("has no method nope()");
        }
    }
}
