package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Exceptions on request. */
class OrThrowTest {

    static class Closed extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("UnusedMethod") // by reflection
        public Closed() {
            super("closed");
        }
    }

    static class Odd extends Throwable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("UnusedMethod") // by reflection
        public Odd(String message) {
            super(message);
        }
    }

    static class Failing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("UnusedMethod") // by reflection
        public Failing() throws TimeoutException {
            throw new TimeoutException("cannot be made");
        }
    }

    @ApplicationScoped
    static class Horse {
        @FeatureToggle(value = "F", orThrow = FlagDisabledException.class)
        public CompletionStage<String> sound(long rider) {
            return null;
        }

        @FeatureToggle(value = "F", orThrow = Closed.class)
        public void checked() throws Exception {}

        @FeatureToggle(value = "F", orThrow = Odd.class)
        public void odd() throws Throwable {}

        @FeatureToggle(value = "F", orThrow = UnknownError.class)
        public void error() {}

        @FeatureToggle(value = "F", orThrow = Failing.class)
        public void failing() {}
    }

    @Test
    void theCallerGetsTheException() {
        try (Application application = Application.start(Map.of(), Horse.class)) {
            Horse horse = application.get(Horse.class);
            assertThatThrownBy(() -> horse.sound(7))
                    .isExactlyInstanceOf(FlagDisabledException.class)
                    .hasMessage("The feature flag 'F' is off: " + Horse.class.getName() + ".sound(long)");
            assertThatThrownBy(horse::checked).isExactlyInstanceOf(Closed.class).hasMessage("closed");
            assertThatThrownBy(horse::odd).isExactlyInstanceOf(Odd.class).hasMessageContaining("'F' is off");
            assertThatThrownBy(horse::error)
                    .isExactlyInstanceOf(UnknownError.class)
                    .hasMessageContaining("'F' is off");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(horse.sound(7)).isNull();
        }
    }

    @Test
    void anExceptionThatCannotBeMadeSaysWhy() {
        try (Application application = Application.start(Map.of(), Horse.class)) {
            assertThatThrownBy(application.get(Horse.class)::failing)
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("cannot be made");
        }
    }

    @Test
    void flippersOwnExceptionNeedsNoEjbContainer() throws Exception {
        ClassLoader withoutEjb = new ClassLoader(FlagDisabledException.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("jakarta.ejb.")) {
                    throw new ClassNotFoundException(name);
                }
                return name.equals(FlagDisabledException.class.getName())
                        ? define(name)
                        : super.loadClass(name, resolve);
            }

            private Class<?> define(String name) throws ClassNotFoundException {
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Class<?> loaded = withoutEjb.loadClass(FlagDisabledException.class.getName());
        assertThat(loaded).isNotSameAs(FlagDisabledException.class);
        assertThat(loaded.getAnnotations()).isEmpty();
        assertThat((Exception) loaded.getConstructor(String.class).newInstance("off"))
                .hasMessage("off");
    }
}
