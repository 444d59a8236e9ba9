package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Annotations on classes, on their stereotypes and on other interceptor bindings. */
class SwitchedClassTest {

    @ApplicationScoped
    @FeatureToggle(value = "F", redirectTo = OldSounds.class)
    static class NewSounds {
        private boolean ready;

        @Inject
        void initialize(OldSounds unused) {
            ready = true;
        }

        @PostConstruct
        void begin() {
            ready = !ready;
        }

        public String sound() {
            return ready + " new";
        }

        public String sound(int times) {
            return "new " + times;
        }

        @FeatureToggle(value = "G", redirect = "sound")
        public String ownAnnotation() {
            return "newest";
        }

        @Override
        public String toString() {
            return "switched as any other";
        }

        @SuppressWarnings("UnusedMethod")
        private void helper() {}
    }

    @ApplicationScoped
    static class OldSounds {
        public String sound() {
            return "old";
        }

        public String sound(int times) {
            return "old " + times;
        }
    }

    @Test
    void aClassRedirectsToTheCounterpartsOfItsMethods() {
        try (Application application = Application.start(Map.of(), NewSounds.class, OldSounds.class)) {
            NewSounds sounds = application.get(NewSounds.class);
            assertThat(sounds.sound()).isEqualTo("old");
            assertThat(sounds.sound(2)).isEqualTo("old 2");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(sounds.sound()).isEqualTo("false new");
            assertThat(sounds.sound(2)).isEqualTo("new 2");
        }
    }

    @Test
    void aMethodsOwnAnnotationWins() {
        try (Application application = Application.start(Map.of(), NewSounds.class, OldSounds.class)) {
            FeatureFlagClient features = application.get(FeatureFlagClient.class);
            features.create("F", true);
            assertThat(application.get(NewSounds.class).ownAnnotation()).isEqualTo("false new");
            features.create("G", true);
            features.disable("F");
            assertThat(application.get(NewSounds.class).ownAnnotation()).isEqualTo("newest");
        }
    }

    @Stereotype
    @FeatureToggle(value = "F", orThrow = FlagDisabledException.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Improved {}

    @Stereotype
    @Improved
    @Dependent
    @Retention(RetentionPolicy.RUNTIME)
    @interface Nested {}

    @Stereotype
    @Improved
    @FeatureToggle("G")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Overriding {}

    @Nested
    static class ByNestedStereotype extends Sounds {}

    static class Sounds {
        public List<String> sounds() {
            return List.of("new");
        }
    }

    @Overriding
    @Dependent
    static class ByOverridingStereotype extends Sounds {}

    @Nested
    @Overriding
    @FeatureToggle(value = "F", redirect = "")
    static class OwnBeforeStereotypes extends Sounds {}

    @Nested
    @Improved
    static class Agreeing extends Sounds {}

    @Dependent
    @FeatureToggle(value = "F", orThrow = FlagDisabledException.class)
    static class Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Value;
        }

        @Override
        public int hashCode() {
            return 7;
        }

        @Override
        public String toString() {
            return "value";
        }

        public String toString(int length) {
            return toString().substring(0, length);
        }
    }

    @Test
    void theClassDoesNotSwitchWhatEveryObjectHas() {
        try (Application application = Application.start(Map.of(), Value.class)) {
            Value value = application.get(Value.class);
            assertThat(value).isEqualTo(application.get(Value.class)).hasSameHashCodeAs(value);
            assertThat(value.hashCode()).isEqualTo(7);
            assertThat(value).hasToString("value");
            assertThatThrownBy(() -> value.toString(1)).isExactlyInstanceOf(FlagDisabledException.class);
        }
    }

    @InterceptorBinding
    @FeatureToggle("F")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Beta {}

    @Beta
    @Dependent
    static class ByOtherBinding extends Sounds {}

    @Dependent
    static class MethodByOtherBinding extends Sounds {
        @Beta
        @Override
        public List<String> sounds() {
            return super.sounds();
        }

        public int number() {
            return 7;
        }
    }

    @Test
    void otherInterceptorBindingsBringAnAnnotationAlong() {
        try (Application application = Application.start(Map.of(), ByOtherBinding.class, MethodByOtherBinding.class)) {
            assertThat(application.get(ByOtherBinding.class).sounds()).isEmpty();
            assertThat(application.get(MethodByOtherBinding.class).sounds()).isEmpty();
            assertThat(application.get(MethodByOtherBinding.class).number()).isEqualTo(7);
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(application.get(ByOtherBinding.class).sounds()).containsExactly("new");
            assertThat(application.get(MethodByOtherBinding.class).sounds()).containsExactly("new");
        }
    }

    @Test
    void stereotypesBringAnAnnotationAlong() {
        Class<?>[] beans = {
            ByNestedStereotype.class, ByOverridingStereotype.class, OwnBeforeStereotypes.class, Agreeing.class
        };
        try (Application application = Application.start(Map.of(), beans)) {
            assertThatThrownBy(application.get(ByNestedStereotype.class)::sounds)
                    .isExactlyInstanceOf(FlagDisabledException.class);
            assertThatThrownBy(application.get(Agreeing.class)::sounds)
                    .isExactlyInstanceOf(FlagDisabledException.class);
            assertThat(application.get(ByOverridingStereotype.class).sounds()).isEmpty();
            assertThat(application.get(OwnBeforeStereotypes.class).sounds()).isEmpty();
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(application.get(OwnBeforeStereotypes.class).sounds()).containsExactly("new");
            assertThat(application.get(ByOverridingStereotype.class).sounds()).isEmpty();
            application.get(FeatureFlagClient.class).create("G", true);
            assertThat(application.get(ByOverridingStereotype.class).sounds()).containsExactly("new");
        }
    }
}
