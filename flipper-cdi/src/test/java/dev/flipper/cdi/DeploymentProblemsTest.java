package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlag;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentProblemsTest {

    private static final String CLASS = DeploymentProblemsTest.class.getName() + "$";

    @Dependent
    static class RedirectMissing {
        @FeatureToggle(value = "F", redirect = "oldSound")
        public String newSound(long rider) {
            return "";
        }
    }

    @Dependent
    static class RedirectWithOtherParameters {
        @FeatureToggle(value = "F", redirect = "oldSound")
        public String newSound(long rider) {
            return "";
        }

        public String oldSound(int rider) {
            return "";
        }
    }

    @Dependent
    static class RedirectReturnsAnotherType {
        @FeatureToggle(value = "F", redirect = "old")
        public String sound() {
            return "";
        }

        public Object old() {
            return "";
        }
    }

    @Dependent
    static class RedirectIsPrivate {
        @FeatureToggle(value = "F", redirect = "old")
        public String sound() {
            return old();
        }

        private String old() {
            return "";
        }
    }

    @Dependent
    static class RedirectThrows {
        @FeatureToggle(value = "F", redirect = "old")
        public void sound() {}

        public void old() throws IOException {}
    }

    @Dependent
    static class RedirectToItself {
        @FeatureToggle(value = "F", redirect = "sound")
        public void sound() {}
    }

    @Dependent
    static class NoFlag {
        @FeatureToggle("")
        public void sound() {}
    }

    @Dependent
    static class BadAttributes {
        @FeatureToggle("F")
        public void sound(@FlagAttribute("thread") Thread thread, @FlagAttribute("") int number) {}
    }

    @Dependent
    static class Frozen {
        @Inject
        @Flag("F")
        boolean frozen;

        @Inject
        @Flag("")
        FeatureFlag unnamed;
    }

    @Test
    void theRedirectHasToExist() {
        assertProblem(
                RedirectMissing.class,
                "FLIPPER-1005: @FeatureToggle(\"F\", redirect = \"oldSound\") on " + CLASS
                        + "RedirectMissing.newSound(long): " + CLASS + "RedirectMissing has no method oldSound(long)");
    }

    @Test
    void theRedirectHasToHaveTheSameParameters() {
        assertProblem(
                RedirectWithOtherParameters.class,
                "FLIPPER-1005: @FeatureToggle(\"F\", redirect = \"oldSound\") on " + CLASS
                        + "RedirectWithOtherParameters.newSound(long): " + CLASS
                        + "RedirectWithOtherParameters has no method oldSound(long), only oldSound(int)");
    }

    @Test
    void theRedirectHasToReturnWhatFits() {
        assertProblem(
                RedirectReturnsAnotherType.class,
                "FLIPPER-1007: @FeatureToggle(\"F\", redirect = \"old\") on " + CLASS
                        + "RedirectReturnsAnotherType.sound(): the redirect old() returns java.lang.Object, which does not fit"
                        + " java.lang.String");
    }

    @Test
    void theRedirectMustNotBePrivate() {
        assertProblem(
                RedirectIsPrivate.class,
                "FLIPPER-1006: @FeatureToggle(\"F\", redirect = \"old\") on " + CLASS
                        + "RedirectIsPrivate.sound(): the redirect old() is private; make it at least package-private");
    }

    @Test
    void theRedirectMustNotThrowCheckedExceptionsOfItsOwn() {
        assertProblem(
                RedirectThrows.class,
                "FLIPPER-1008: @FeatureToggle(\"F\", redirect = \"old\") on " + CLASS
                        + "RedirectThrows.sound(): the redirect old() throws java.io.IOException, a checked exception that the"
                        + " method itself does not declare");
    }

    @Test
    void aMethodIsNotItsOwnRedirect() {
        assertProblem(
                RedirectToItself.class,
                "FLIPPER-1009: @FeatureToggle(\"F\", redirect = \"sound\") on " + CLASS
                        + "RedirectToItself.sound(): the method cannot be its own redirect");
    }

    @Test
    void theToggleNamesAFlag() {
        assertProblem(
                NoFlag.class,
                "FLIPPER-1003: @FeatureToggle(\"\") on " + CLASS
                        + "NoFlag.sound() names no flag: the value must not be empty");
    }

    @Test
    void attributesHaveNamesAndTypesThatAFlagCanBeCheckedWith() {
        String toggle = "@FeatureToggle(\"F\") on " + CLASS + "BadAttributes.sound(java.lang.Thread, int)";
        assertThat(failure(Map.of(), BadAttributes.class))
                .contains("FLIPPER-1010: " + toggle
                        + ": the argument of the attribute 'thread' is of the type java.lang.Thread, which a flag cannot be"
                        + " checked with; use a string, number, boolean, enum, UUID, List or Map")
                .contains(
                        "FLIPPER-1011: " + toggle + ": @FlagAttribute names no attribute: the value must not be empty");
    }

    @Test
    void onlyLiveHandlesAreInjected() {
        assertThat(failure(Map.of(), Frozen.class))
                .contains("FLIPPER-1004: @Flag(\"F\") in " + CLASS
                        + "Frozen.frozen is of the type boolean, which would keep for ever what the flag was at the injection:"
                        + " make it a dev.flipper.FeatureFlag and ask its isEnabled()")
                .contains("FLIPPER-1003: @Flag(\"\") in " + CLASS + "Frozen.unnamed names no flag");
    }

    @Test
    void anUnknownStoreIsToldWithItsSourceAndWhatIsKnown() {
        assertThat(failure(Map.of("flipper.store", "mongo")))
                .contains(
                        "FLIPPER-1001: flipper.store=mongo (from PropertiesConfigSource[source=test settings]): there is no store 'mongo' on the class path. Known are: memory, recording, strict");
    }

    @Test
    void aFlagIsDeclaredAsTrueOrFalse() {
        assertThat(failure(Map.of("flipper.flags.\"F\"", "yes")))
                .contains(
                        "FLIPPER-1002: flipper.flags.\"F\"=yes (from PropertiesConfigSource[source=test settings]): a flag is declared as true or false");
    }

    @Test
    void aDeclaredFlagHasANameThatANewFlagMayHave() {
        assertThat(failure(Map.of("flipper.flags.\"\"", "true", "flipper.flags.", "true")))
                .contains(
                        "FLIPPER-1017: flipper.flags.\"\" (from PropertiesConfigSource[source=test settings]): The name of a"
                                + " flag must not be empty")
                .contains("FLIPPER-1017: flipper.flags. (from");
        assertThat(failure(Map.of("flipper.flags." + "x".repeat(256), "true")))
                .contains("The name of a flag has at most 255 characters, this one has 256");
    }

    @Test
    void quotesStandOnBothSidesOfAName() {
        assertThat(failure(Map.of("flipper.flags.\"with", "space\"=true")))
                .contains(
                        "FLIPPER-1015: flipper.flags.\"with=space\"=true (from PropertiesConfigSource[source=test settings]):"
                                + " there is a quote on one side of the flag's name only.");
    }

    @Dependent
    static class NotInterceptedBean {
        @FeatureToggle("F")
        @SuppressWarnings("UnusedMethod") // it is the annotation that counts
        private void own() {}

        @FeatureToggle("F")
        static void ownShared() {}
    }

    @Test
    void theMethodIsOneThatContainersIntercept() {
        String toggle = "FLIPPER-1012: @FeatureToggle(\"F\") on " + CLASS + "NotInterceptedBean.";
        assertThat(failure(Map.of(), NotInterceptedBean.class))
                .contains(toggle + "own(): the method is private, and no container intercepts such methods")
                .contains(toggle + "ownShared(): the method is static, and no container intercepts such methods");
    }

    @Decorator
    @Priority(1)
    abstract static class ToggledDecorator implements Runnable {

        @Inject
        @Delegate
        @Any
        Runnable delegate;

        @FeatureToggle("F")
        @Override
        public void run() {}
    }

    @Test
    void theClassIsNoDecorator() {
        assertThat(failure(Map.of(), ToggledDecorator.class))
                .contains("FLIPPER-1210: @FeatureToggle(\"F\") on " + CLASS
                        + "ToggledDecorator.run(): the class is a decorator, and no container intercepts such classes");
    }

    @FeatureToggle("F")
    interface Sound {
        @FeatureToggle("F")
        String sound();
    }

    @Dependent
    static class SoundBean implements Sound {
        @Override
        public String sound() {
            return "";
        }
    }

    @Test
    void theAnnotationStandsOnClasses() {
        assertThat(failure(Map.of(), SoundBean.class))
                .contains("FLIPPER-1013: @FeatureToggle on " + CLASS
                        + "Sound stands on an interface, where no container looks" + " for it: put it on the class "
                        + CLASS + "SoundBean")
                .contains("FLIPPER-1013: @FeatureToggle on " + CLASS + "Sound.sound() stands on an interface");
    }

    @Dependent
    @FeatureToggle(value = "F", redirect = "old")
    static class RedirectOnClass {
        public void sound() {}

        public void old() {}
    }

    @Test
    void aClassHasNoRedirect() {
        assertProblem(
                RedirectOnClass.class,
                "FLIPPER-1016: @FeatureToggle(\"F\", redirect = \"old\") on " + CLASS
                        + "RedirectOnClass: a class has no redirect, as one method cannot stand for all; put the annotation on"
                        + " methods, or name a class that has a counterpart of each with redirectTo");
    }

    @Dependent
    static class OtherTypes {
        @Inject
        @SuppressWarnings("UnusedVariable") // it is the type that counts
        OtherTypes(@Flag("F") String text) {}
    }

    @Test
    void whatIsNoHandleIsToldWithoutTalkOfFreezing() {
        assertThat(failure(Map.of(), OtherTypes.class))
                .contains("FLIPPER-1004: @Flag(\"F\") in " + CLASS + "OtherTypes.the constructor is of the type"
                        + " java.lang.String: make it a dev.flipper.FeatureFlag and ask its isEnabled()");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(failure(
                        Map.of("flipper.store", "mongo", "flipper.flags.\"F\"", "50"),
                        RedirectMissing.class,
                        RedirectIsPrivate.class,
                        Frozen.class))
                .contains("Flipper found 6 problems in the deployment:")
                .contains(
                        "FLIPPER-1001", "FLIPPER-1002", "FLIPPER-1003", "FLIPPER-1004", "FLIPPER-1005", "FLIPPER-1006");
    }

    private static void assertProblem(Class<?> beanClass, String message) {
        assertThatThrownBy(() -> Application.start(Map.of(), beanClass).close())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("Flipper found a problem in the deployment:\n  " + message + "\n");
    }

    private static String failure(Map<String, String> settings, Class<?>... beanClasses) {
        Throwable failure =
                catchThrowable(() -> Application.start(settings, beanClasses).close());
        assertThat(failure).isInstanceOf(DefinitionException.class);
        return failure.getMessage();
    }
}
