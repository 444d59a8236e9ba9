package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What deployments are told about handlers, exceptions and annotations on classes. */
class ToggleProblemsTest {

    private static final String CLASS = ToggleProblemsTest.class.getName() + "$";
    private static final String TO_HANDLER = "@FeatureToggle(\"F\", redirectTo = " + CLASS + "Handler.class";

    @Dependent
    static class Handler {
        public Object sound(int x) {
            return "";
        }

        public void throwing() throws IOException {}

        String hidden() {
            return "";
        }

        public static String ofClass() {
            return "";
        }
    }

    @Dependent
    static class SubHandler extends Handler {}

    @Dependent
    static class NotABean {
        @FeatureToggle(value = "F", redirectTo = Handler.class)
        public Object sound(int x) {
            return "";
        }
    }

    @Test
    void theHandlerIsABean() {
        assertThat(failure(NotABean.class))
                .contains("FLIPPER-1201: " + TO_HANDLER + ") on " + CLASS
                        + "NotABean.sound(int): there is no bean of the type " + CLASS
                        + "Handler; give the class a scope, for example @ApplicationScoped\n");
    }

    @Test
    void thereIsOneHandler() {
        assertThat(failure(NotABean.class, Handler.class, SubHandler.class))
                .contains("FLIPPER-1202: " + TO_HANDLER + ") on " + CLASS + "NotABean.sound(int): the type " + CLASS
                        + "Handler is that of several beans: " + CLASS + "Handler, " + CLASS
                        + "SubHandler; name the class of one\n");
    }

    @Dependent
    static class WrongHandlers {
        @FeatureToggle(value = "F", redirectTo = Handler.class)
        public String sound(int x) {
            return "";
        }

        @FeatureToggle(value = "F", redirectTo = Handler.class)
        public void throwing() {}

        @FeatureToggle(value = "F", redirectTo = Handler.class)
        public String hidden() {
            return "";
        }

        @FeatureToggle(value = "F", redirectTo = Handler.class, redirect = "ofClass")
        public String named() {
            return "";
        }

        @FeatureToggle(value = "F", redirectTo = Handler.class, redirect = "sound")
        public Object missing(long x) {
            return "";
        }

        @FeatureToggle(value = "F", redirectTo = WrongHandlers.class)
        public void itself() {}
    }

    @Test
    void theHandlersMethodFits() {
        assertThat(failure(WrongHandlers.class, Handler.class))
                .contains("Flipper found 6 problems")
                .contains("FLIPPER-1007: " + TO_HANDLER + ") on " + CLASS + "WrongHandlers.sound(int): the redirect "
                        + CLASS + "Handler.sound(int) returns java.lang.Object, which does not fit java.lang.String\n")
                .contains("FLIPPER-1008: " + TO_HANDLER + ") on " + CLASS + "WrongHandlers.throwing(): the redirect "
                        + CLASS
                        + "Handler.throwing() throws java.io.IOException, a checked exception that the method itself does"
                        + " not declare\n")
                .contains("FLIPPER-1204: " + TO_HANDLER + ") on " + CLASS + "WrongHandlers.hidden(): the redirect "
                        + CLASS
                        + "Handler.hidden() has to be public and not static, as it is called by way of its bean\n")
                .contains("FLIPPER-1204: " + TO_HANDLER + ", redirect = \"ofClass\") on " + CLASS
                        + "WrongHandlers.named():")
                .contains("FLIPPER-1005: " + TO_HANDLER + ", redirect = \"sound\") on " + CLASS
                        + "WrongHandlers.missing(long): " + CLASS
                        + "Handler has no method sound(long), only sound(int)\n")
                .contains("FLIPPER-1009: @FeatureToggle(\"F\", redirectTo = " + CLASS + "WrongHandlers.class) on "
                        + CLASS + "WrongHandlers.itself(): the method cannot be its own redirect\n");
    }

    interface Sounds {
        void sound();
    }

    @Dependent
    static class OnlySounds implements Sounds {
        @Override
        @FeatureToggle(value = "F", redirectTo = Sounds.class)
        public void sound() {}
    }

    @Test
    void aMethodIsNotItsOwnHandlerByWayOfAnInterface() {
        assertThat(failure(OnlySounds.class)).contains("FLIPPER-1009", "OnlySounds.sound(): the method cannot be");
    }

    @ApplicationScoped
    @FeatureToggle(value = "F", redirectTo = Handler.class)
    static class Counterparts {
        public Object sound(int x) {
            return "";
        }

        public void one() {}

        void two(String... x) {}
    }

    @Test
    void aClassHasACounterpartOfEachMethodInItsHandler() {
        assertThat(failure(Counterparts.class, Handler.class))
                .contains("Flipper found a problem in the deployment:\n  FLIPPER-1203: " + TO_HANDLER + ") on " + CLASS
                        + "Counterparts: " + CLASS
                        + "Handler has no counterpart of one(), two(java.lang.String[])\n");
        assertThat(failure(Counterparts.class))
                .contains("Flipper found a problem in the deployment:\n  FLIPPER-1201: " + TO_HANDLER + ") on " + CLASS
                        + "Counterparts: there is no bean");
    }

    @Dependent
    static class Contradicting {
        @FeatureToggle(value = "F", redirect = "old", orThrow = FlagDisabledException.class)
        public void sound() {}

        void old() {}
    }

    @Test
    void aRedirectDoesNotThrow() {
        assertThat(failure(Contradicting.class))
                .contains(
                        "FLIPPER-1205: @FeatureToggle(\"F\", redirect = \"old\", orThrow ="
                                + " dev.flipper.cdi.FlagDisabledException.class) on " + CLASS
                                + "Contradicting.sound(): either a redirect runs or an exception is thrown; leave out one of them\n");
    }

    @Stereotype
    @FeatureToggle("F")
    @Retention(RetentionPolicy.RUNTIME)
    @interface ByF {}

    @Stereotype
    @FeatureToggle("G")
    @Retention(RetentionPolicy.RUNTIME)
    @interface ByG {}

    @ByF
    @ByG
    @Dependent
    static class Torn {
        public void sound() {}
    }

    @Test
    void stereotypesAgree() {
        assertThat(failure(Torn.class))
                .contains("FLIPPER-1206: " + CLASS + "Torn: its annotations disagree: @" + CLASS
                        + "ByF says @FeatureToggle(\"F\"), @" + CLASS
                        + "ByG says @FeatureToggle(\"G\"); one of its own would decide\n");
    }

    @Dependent
    static class OfOtherClient {
        @FeatureToggle(value = "F", client = "billing")
        public void sound() {}
    }

    @Test
    void theClientExists() {
        assertThat(failure(OfOtherClient.class))
                .contains("FLIPPER-1109: @FeatureToggle(\"F\", client = \"billing\") on " + CLASS
                        + "OfOtherClient.sound(): there is no client 'billing'. To have one, set"
                        + " flipper.client.billing.store\n");
    }

    @Dependent
    static class BadExceptions {
        @FeatureToggle(value = "F", orThrow = dev.flipper.FlipperException.class)
        public void isAbstract() {}

        @FeatureToggle(value = "F", orThrow = NoConstructor.class)
        public void hasNoConstructor() {}

        @FeatureToggle(value = "F", orThrow = IOException.class)
        public void notDeclared() {}
    }

    static class NoConstructor extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("UnusedMethod") // only its presence counts
        public NoConstructor(int code) {
            super(Integer.toString(code));
        }
    }

    @Test
    void theExceptionCanBeMadeAndIsDeclared() {
        assertThat(failure(BadExceptions.class))
                .contains(
                        "FLIPPER-1207: @FeatureToggle(\"F\", orThrow = dev.flipper.FlipperException.class) on " + CLASS
                                + "BadExceptions.isAbstract(): dev.flipper.FlipperException cannot be created: it has to be a class"
                                + " that is not abstract, with a public constructor that takes a String or nothing\n")
                .contains(CLASS + "BadExceptions.hasNoConstructor(): " + CLASS + "NoConstructor cannot be created")
                .contains("FLIPPER-1208: @FeatureToggle(\"F\", orThrow = java.io.IOException.class) on " + CLASS
                        + "BadExceptions.notDeclared(): java.io.IOException is a checked exception that the method does not"
                        + " declare\n");
    }

    @Dependent
    static class Twins {
        @FeatureToggle("F")
        public void sound(@FlagAttribute("rider") int x, @FlagAttribute("rider") int y) {}
    }

    @Test
    void anAttributeIsGivenOnce() {
        assertThat(failure(Twins.class))
                .contains("FLIPPER-1209: @FeatureToggle(\"F\") on " + CLASS
                        + "Twins.sound(int, int): two arguments are the attribute 'rider'\n");
    }

    @Dependent
    @FeatureToggle(value = "", client = "billing", orThrow = NoConstructor.class)
    static class BadClass {
        public void one() {}

        public void two() {}
    }

    @Test
    void whatIsWrongWithAnAnnotationOnAClassIsToldOnce() {
        assertThat(failure(BadClass.class))
                .contains("Flipper found 3 problems")
                .contains("FLIPPER-1003", "FLIPPER-1109", "FLIPPER-1207");
    }

    private static String failure(Class<?>... beanClasses) {
        Throwable failure =
                catchThrowable(() -> Application.start(Map.of(), beanClasses).close());
        assertThat(failure).isInstanceOf(DefinitionException.class);
        return failure.getMessage() + "\n";
    }
}
