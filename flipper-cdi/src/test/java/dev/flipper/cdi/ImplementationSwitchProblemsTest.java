package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.elsewhere.Hiding;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is wrong with switched beans, and how it is told. */
class ImplementationSwitchProblemsTest {

    private static final String CLASS = ImplementationSwitchProblemsTest.class.getName() + "$";

    interface Sounds {
        default String name() {
            return getClass().getSimpleName();
        }
    }

    interface Named {
        void name(@FlagAttribute("horse") Thread horse);
    }

    @WhenEnabled("F")
    @Dependent
    static class New implements Sounds {}

    @WhenDisabled("F")
    @Dependent
    static class Old implements Sounds {}

    @WhenDisabled("F")
    @Dependent
    static class Older implements Sounds {}

    @WhenDisabled("F")
    @Alternative
    @Priority(1)
    @Dependent
    static class Alternate implements Sounds {}

    @WhenDisabled(value = "F", client = "other")
    @Dependent
    static class OfAnotherClient implements Sounds {}

    @WhenDisabled("F")
    @Dependent
    static class OfAnotherKind implements Named {
        @Override
        public void name(Thread horse) {}
    }

    @WhenEnabled("F")
    @Dependent
    static class WrongAttribute implements Named {
        @Override
        public void name(Thread horse) {}
    }

    @WhenEnabled("")
    @Dependent
    static class NoFlag implements Sounds {}

    @WhenEnabled("G")
    @Dependent
    static class NewByG implements Sounds {}

    @WhenDisabled("G")
    @Dependent
    static class OldByG implements Sounds {}

    @WhenEnabled("H")
    @Dependent
    static class NewAndHiding extends Hiding implements Sounds {}

    @WhenDisabled("H")
    @Dependent
    static class OldAndHiding extends Hiding implements Sounds {}

    @Dependent
    static class Always implements Sounds {}

    @Dependent
    @Typed(AlwaysButOfItsOwnType.class)
    static class AlwaysButOfItsOwnType implements Sounds {}

    @Test
    void theCounterpartIsMissing() {
        assertThat(problems(New.class))
                .contains("Flipper found a problem in the deployment:\n  "
                        + "FLIPPER-1401: @WhenEnabled(\"F\") on " + CLASS + "New has no counterpart: there is no bean"
                        + " with @WhenDisabled(\"F\"). It implements the same interface, and has a scope, @Dependent"
                        + " for example\n");
        assertThat(problems(Old.class))
                .contains("@WhenDisabled(\"F\") on " + CLASS + "Old has no counterpart", "@WhenEnabled(\"F\"). It");
    }

    @Test
    void theCounterpartBelongsToAnotherClient() {
        assertThat(problems(New.class, OfAnotherClient.class))
                .contains("@WhenEnabled(\"F\") on " + CLASS + "New has no counterpart")
                .contains("@WhenDisabled(value = \"F\", client = \"other\") on " + CLASS
                        + "OfAnotherClient has no counterpart: there is no bean with"
                        + " @WhenEnabled(value = \"F\", client = \"other\")");
    }

    @Test
    void nothingIsInCommon() {
        assertThat(problems(New.class, OfAnotherKind.class))
                .contains("FLIPPER-1402: @WhenEnabled(\"F\") on " + CLASS
                        + "New and its counterpart have no interface in common: @WhenDisabled(\"F\") on " + CLASS
                        + "OfAnotherKind");
    }

    @Test
    void thereAreTwoCounterparts() {
        assertThat(problems(New.class, Old.class, Older.class))
                .contains("FLIPPER-1403: @WhenEnabled(\"F\") on " + CLASS
                        + "New has more than one counterpart: @WhenDisabled(\"F\") on " + CLASS
                        + "Old, @WhenDisabled(\"F\") on " + CLASS + "Older");
    }

    @Dependent
    static class Producers {
        @Produces
        @WhenDisabled("F")
        Sounds older() {
            return new Older();
        }

        @Produces
        @WhenDisabled("F")
        Sounds oldest = new Older();
    }

    @Test
    void producersAreNamed() {
        assertThat(problems(New.class, Producers.class))
                .contains("FLIPPER-1403: @WhenEnabled(\"F\") on " + CLASS
                        + "New has more than one counterpart: @WhenDisabled(\"F\") on " + CLASS
                        + "Producers.older, @WhenDisabled(\"F\") on " + CLASS + "Producers.oldest\n");
    }

    @Test
    void anAlternativeTakesThePlaceOfACounterpart() {
        try (Application application = Application.start(Map.of(), New.class, Old.class, Alternate.class)) {
            assertThat(application.get(Sounds.class).name()).isEqualTo("Alternate");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(application.get(Sounds.class).name()).isEqualTo("New");
        }
    }

    @WhenEnabled("F")
    @Alternative
    @Priority(1)
    @Dependent
    static class NewAlternate implements Sounds {}

    @Test
    void anAlternativeTakesThePlaceOfTheNewOne() {
        try (Application application = Application.start(Map.of(), New.class, NewAlternate.class, Old.class)) {
            assertThat(application.get(Sounds.class).name()).isEqualTo("Old");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(application.get(Sounds.class).name()).isEqualTo("NewAlternate");
        }
    }

    @Test
    void twoFlagsDecideOnOneInterface() {
        assertThat(problems(New.class, Old.class, NewByG.class, OldByG.class))
                .contains("FLIPPER-1404: " + CLASS + "Sounds is switched twice, by @WhenEnabled(\"F\") on " + CLASS
                        + "New and by @WhenEnabled(\"G\") on " + CLASS
                        + "NewByG: one flag can decide; restrict the types of the beans with @Typed");
    }

    @Test
    void anotherBeanIsInjectedWhateverTheFlagSays() {
        assertThat(problems(New.class, Old.class, Always.class))
                .contains("FLIPPER-1405: @WhenEnabled(\"F\") on " + CLASS + "New: " + CLASS + "Always implements "
                        + CLASS
                        + "Sounds as well, whatever the flag says; give it a qualifier, or restrict its types or"
                        + " those of the two with @Typed");
        Application.start(Map.of(), New.class, Old.class, AlwaysButOfItsOwnType.class)
                .close();
    }

    @Test
    void noObjectCanImplementWhatIsInCommon() {
        assertThat(problems(NewAndHiding.class, OldAndHiding.class))
                .containsPattern(
                        "FLIPPER-1406: No object can implement " + Pattern.quote(CLASS) + "Sounds, dev\\.flipper"
                                + "\\.cdi\\.elsewhere\\.Hidden by \\[@WhenEnabled\\(\"H\"\\) on " + Pattern.quote(CLASS)
                                + "NewAndHiding, .*OldAndHiding] \\(.*different packages\\)");
    }

    @Test
    void theFlagHasNoName() {
        assertThat(problems(NoFlag.class)).contains("FLIPPER-1003: @WhenEnabled(\"\") on " + CLASS + "NoFlag");
    }

    @Test
    void anAttributeCannotBeOne() {
        assertThat(problems(WrongAttribute.class, OfAnotherKind.class))
                .contains("FLIPPER-1010: @WhenEnabled(\"F\") on " + CLASS + "WrongAttribute, for " + CLASS
                        + "Named.name(java.lang.Thread): the argument of the attribute 'horse' is of the type"
                        + " java.lang.Thread");
    }

    private static String problems(Class<?>... beanClasses) {
        Throwable failure =
                catchThrowable(() -> Application.start(Map.of(), beanClasses).close());
        assertThat(failure).isInstanceOf(DefinitionException.class);
        return failure.getMessage();
    }
}
