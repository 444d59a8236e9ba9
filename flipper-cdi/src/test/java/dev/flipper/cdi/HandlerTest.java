package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Redirects to another bean. */
class HandlerTest {

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Shouted {}

    @Shouted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Shouting {
        @AroundInvoke
        Object shout(InvocationContext call) throws Exception {
            return call.proceed() + "!";
        }
    }

    @ApplicationScoped
    static class Stable {
        private final List<String> log = new CopyOnWriteArrayList<>();
        private final CompletableFuture<String> promise = new CompletableFuture<>();

        void enter(String entry) {
            log.add(entry);
        }

        List<String> log() {
            return log;
        }

        CompletableFuture<String> promise() {
            return promise;
        }
    }

    @ApplicationScoped
    static class Horse {
        @FeatureToggle(value = "F", redirectTo = OldSounds.class)
        public String sound(@FlagAttribute("rider") long rider) {
            return "new " + rider;
        }

        @FeatureToggle(value = "F", redirectTo = OldSounds.class, redirect = "named")
        public String otherSound() throws IOException {
            return "new";
        }

        @FeatureToggle(value = "F", redirectTo = Guest.class)
        public String guest() {
            return "new";
        }

        @FeatureToggle(value = "F", redirectTo = Guest.class, redirect = "promised")
        public CompletionStage<String> stage() {
            return CompletableFuture.completedFuture("new");
        }

        @FeatureToggle(value = "F", redirectTo = Guest.class, redirect = "failing")
        public String failing() {
            return "new";
        }

        @FeatureToggle(value = "F", redirectTo = Generic.class, redirect = "of")
        public List<String> generic(List<String> x) {
            return List.of();
        }

        @FeatureToggle(value = "F", redirectTo = Alone.class)
        public String alone() {
            return "new";
        }
    }

    @ApplicationScoped
    static class OldSounds {
        @Inject
        Stable stable;

        @Shouted
        public String sound(long rider) {
            stable.enter("sound");
            return "old " + rider;
        }

        public String named() throws IOException {
            throw new IOException("old");
        }
    }

    @Dependent
    static class Guest {
        @Inject
        Stable stable;

        @PostConstruct
        void come() {
            stable.enter("comes");
        }

        @PreDestroy
        void go() {
            stable.enter("goes");
        }

        public String guest() {
            stable.enter("calls");
            return "guest";
        }

        public CompletionStage<String> promised() {
            return stable.promise();
        }

        public String failing() {
            throw new IllegalStateException("old");
        }
    }

    interface Generic<T> {
        List<T> of(List<T> x);
    }

    @Singleton
    static class Alone {
        private int calls;

        public String alone() {
            calls++;
            return "old " + calls;
        }
    }

    @ApplicationScoped
    static class OfStrings {
        @Produces
        @Dependent
        Generic<String> generic() {
            return x -> List.of("old of " + x.size());
        }
    }

    private static Application start(Class<?>... more) {
        Class<?>[] always = {
            Horse.class, Stable.class, Guest.class, Shouting.class, Alone.class, OfStrings.class, OldSounds.class
        };
        return Application.start(
                Map.of(), Stream.concat(Stream.of(always), Stream.of(more)).toArray(Class<?>[]::new));
    }

    @Test
    void itIsABeanWithInjectionsAndInterceptorsOfItsOwn() {
        try (Application application = start()) {
            Horse horse = application.get(Horse.class);
            assertThat(horse.sound(7)).isEqualTo("old 7!");
            assertThat(application.get(Stable.class).log()).containsExactly("sound");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(horse.sound(7)).isEqualTo("new 7");
            assertThat(application.get(Stable.class).log()).hasSize(1);
        }
    }

    @Test
    void itsMethodMayHaveAnotherName() {
        try (Application application = start()) {
            assertThatThrownBy(application.get(Horse.class)::otherSound)
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("old");
        }
    }

    @Test
    void aDependentHandlerLivesForTheCall() {
        try (Application application = start()) {
            Horse horse = application.get(Horse.class);
            assertThat(horse.guest()).isEqualTo("guest");
            assertThat(horse.guest()).isEqualTo("guest");
            assertThat(application.get(Stable.class).log())
                    .containsExactly("comes", "calls", "goes", "comes", "calls", "goes");
        }
    }

    @Test
    void aDependentHandlerGoesWhenItFails() {
        try (Application application = start()) {
            assertThatThrownBy(application.get(Horse.class)::failing)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("old");
            assertThat(application.get(Stable.class).log()).containsExactly("comes", "goes");
        }
    }

    @Test
    void aDependentHandlerStaysUntilItsStageCompletes() {
        try (Application application = start()) {
            Stable stable = application.get(Stable.class);
            CompletionStage<String> stage = application.get(Horse.class).stage();
            assertThat(stage).isSameAs(stable.promise());
            assertThat(stable.log()).containsExactly("comes");
            stable.promise().complete("old");
            assertThat(stable.log()).containsExactly("comes", "goes");
        }
    }

    @Test
    void aHandlerThatIsThereOnceKeepsItsState() {
        try (Application application = start()) {
            Horse horse = application.get(Horse.class);
            assertThat(horse.alone()).isEqualTo("old 1");
            assertThat(horse.alone()).isEqualTo("old 2");
        }
    }

    @Test
    void itMayBeAnInterfaceAndGeneric() {
        try (Application application = start()) {
            assertThat(application.get(Horse.class).generic(List.of("x"))).containsExactly("old of 1");
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Older extends OldSounds {
        @Override
        public String sound(long rider) {
            return "older";
        }
    }

    @Alternative
    @Priority(2)
    @ApplicationScoped
    static class Oldest extends OldSounds {
        @Override
        public String sound(long rider) {
            return "oldest";
        }
    }

    @Test
    void alternativesGoFirst() {
        try (Application application = start(Older.class)) {
            assertThat(application.get(Horse.class).sound(7)).isEqualTo("older");
        }
        try (Application application = start(Oldest.class, Older.class)) {
            assertThat(application.get(Horse.class).sound(7)).isEqualTo("oldest");
        }
    }

    @ApplicationScoped
    @Named("horses")
    static class Qualified {
        public String sound() {
            return "plain";
        }
    }

    @ApplicationScoped
    @Special
    static class SpeciallyQualified extends Qualified {
        @Override
        public String sound() {
            return "special";
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Special {}

    @ApplicationScoped
    static class Chooser {
        @FeatureToggle(value = "F", redirectTo = Qualified.class)
        public String sound() {
            return "new";
        }
    }

    @Test
    void aBeanWithoutQualifiersGoesBeforeOneThatHasThem() {
        try (Application application = start(Chooser.class, Qualified.class, SpeciallyQualified.class)) {
            assertThat(application.get(Chooser.class).sound()).isEqualTo("plain");
        }
    }
}
