package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.elsewhere.Stable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Redirects within a bean: what fits, what does not, and that it is called. */
class RedirectTest {

    private static final String CLASS = RedirectTest.class.getName() + "$";

    static class Base<T> {
        @FeatureToggle(value = "F", redirect = "old")
        public T sound(T x) {
            return x;
        }

        @FeatureToggle(value = "F", redirect = "oldOfBase")
        public List<T> sounds(T[] x) {
            return List.of(x);
        }

        protected List<T> oldOfBase(T[] x) {
            return List.of();
        }
    }

    @ApplicationScoped
    static class Derived extends Base<String> {
        String old(String x) {
            return "old " + x;
        }

        /** Not meant: a {@code T} is a {@code String}. */
        @SuppressWarnings("UnusedMethod")
        Object old(Object x) {
            return "wrong";
        }
    }

    interface WithDefault<T> {
        default T byDefault(List<? extends T> x) {
            return null;
        }
    }

    @ApplicationScoped
    static class Shapes implements WithDefault<Number> {

        @FeatureToggle(value = "F", redirect = "oldVarargs")
        public String varargs(String... x) {
            return "new";
        }

        String oldVarargs(String[] x) {
            return "old of " + x.length;
        }

        @FeatureToggle(value = "F", redirect = "oldGeneric")
        public <T extends Comparable<T>, R> List<R> generic(Collection<? super T> x, T y) {
            throw new IllegalStateException("off");
        }

        <A extends Comparable<A>, B> List<B> oldGeneric(Collection<? super A> x, A y) {
            return null;
        }

        @FeatureToggle(value = "F", redirect = "oldErased")
        public <T> List<T> erased(List<T> x) {
            throw new IllegalStateException("off");
        }

        @SuppressWarnings({"rawtypes", "unchecked", "NonApiType"}) // may override a generic method too
        ArrayList oldErased(List x) {
            return new ArrayList(x);
        }

        @FeatureToggle(value = "F", redirect = "byDefault")
        public Number narrowed(List<? extends Number> x) {
            return 1;
        }

        @FeatureToggle(value = "F", redirect = "oldStatic")
        public String toStatic() throws IOException {
            return "new";
        }

        static String oldStatic() throws FileNotFoundException {
            return "old";
        }
    }

    @ApplicationScoped
    static class Visitor extends Stable {
        @FeatureToggle(value = "F", redirect = "guarded")
        public String sound() {
            return "new";
        }
    }

    @Test
    void typesAreThoseThatTheClassPutsIn() {
        try (Application application = Application.start(Map.of(), Derived.class)) {
            Derived derived = application.get(Derived.class);
            assertThat(derived.sound("x")).isEqualTo("old x");
            assertThat(derived.sounds(new String[] {"x"})).isEmpty();
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(derived.sound("x")).isEqualTo("x");
            assertThat(derived.sounds(new String[] {"x"})).containsExactly("x");
        }
    }

    @Test
    void whatCouldOverrideTheMethodFits() {
        try (Application application = Application.start(Map.of(), Shapes.class, Visitor.class)) {
            Shapes shapes = application.get(Shapes.class);
            assertThat(shapes.varargs("a", "b")).isEqualTo("old of 2");
            assertThat(shapes.<Integer, String>generic(List.of(), 1)).isNull();
            assertThat(shapes.erased(List.of("x"))).containsExactly("x");
            assertThat(shapes.narrowed(List.of())).isNull();
            assertThat(application.get(Visitor.class).sound()).isEqualTo("guarded and old");
        }
    }

    @Test
    void aStaticRedirectIsCalled() throws IOException {
        try (Application application = Application.start(Map.of(), Shapes.class)) {
            assertThat(application.get(Shapes.class).toStatic()).isEqualTo("old");
        }
    }

    @Dependent
    static class OtherArgument {
        @FeatureToggle(value = "F", redirect = "old")
        public String sound(List<String> x) {
            return "";
        }

        String old(List<Integer> x) {
            return "";
        }
    }

    @Dependent
    static class OtherResult {
        @FeatureToggle(value = "F", redirect = "old")
        public List<String> sound() {
            return List.of();
        }

        List<Integer> old() {
            return List.of();
        }
    }

    @Dependent
    static class OtherBounds {
        @FeatureToggle(value = "F", redirect = "old")
        public <T> void sound(T x) {}

        <T extends Number> void old(T x) {}
    }

    static class Throwing<E extends Exception> {
        @FeatureToggle(value = "F", redirect = "old")
        public void sound() throws E {}

        void old() throws IOException {}
    }

    @Dependent
    static class ThrowsOther extends Throwing<FileNotFoundException> {}

    @Dependent
    static class ThrowsSame extends Throwing<IOException> {}

    @Test
    void typeArgumentsAreCompared() {
        assertProblem(
                OtherArgument.class,
                "FLIPPER-1005: @FeatureToggle(\"F\", redirect = \"old\") on " + CLASS
                        + "OtherArgument.sound(java.util.List<java.lang.String>): " + CLASS
                        + "OtherArgument has no method old(java.util.List<java.lang.String>), only"
                        + " old(java.util.List<java.lang.Integer>)");
        assertProblem(
                OtherResult.class,
                "FLIPPER-1007: @FeatureToggle(\"F\", redirect = \"old\") on " + CLASS
                        + "OtherResult.sound(): the redirect"
                        + " old() returns java.util.List<java.lang.Integer>, which does not fit"
                        + " java.util.List<java.lang.String>");
        assertProblem(
                OtherBounds.class,
                "FLIPPER-1005: @FeatureToggle(\"F\", redirect = \"old\") on " + CLASS + "OtherBounds.sound(T): " + CLASS
                        + "OtherBounds has no method old(T), only <T extends java.lang.Number> old(T)");
    }

    @Test
    void exceptionsAreThoseThatTheClassPutsIn() {
        Application.start(Map.of(), ThrowsSame.class).close();
        assertProblem(
                ThrowsOther.class,
                "FLIPPER-1008: @FeatureToggle(\"F\", redirect = \"old\") on " + CLASS
                        + "ThrowsOther.sound(): the redirect"
                        + " old() throws java.io.IOException, a checked exception that the method itself does not declare");
    }

    private static void assertProblem(Class<?> beanClass, String message) {
        assertThatThrownBy(() -> Application.start(Map.of(), beanClass).close())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("Flipper found a problem in the deployment:\n  " + message + "\n");
    }
}
