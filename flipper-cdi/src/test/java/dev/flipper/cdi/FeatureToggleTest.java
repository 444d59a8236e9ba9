package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.condition.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeatureToggleTest {

    private static final String FLAG = "IMPROVED_HORSE_SOUNDS";

    @ApplicationScoped
    static class Horse {

        @FeatureToggle(value = FLAG, redirect = "oldSound")
        public String newSound(@FlagAttribute("rider_id") long rider) {
            return "Whinny " + rider;
        }

        String oldSound(long rider) {
            return "Neigh " + rider;
        }

        @FeatureToggle(value = FLAG, redirect = "refuse")
        public String risky() throws IOException {
            throw new IOException("new");
        }

        String refuse() throws IOException {
            throw new IOException("old");
        }

        @FeatureToggle(value = FLAG, redirect = "crash")
        public String crashing() {
            return "fine";
        }

        String crash() {
            throw new AssertionError("old");
        }

        @FeatureToggle(value = FLAG, redirect = "oldPlain")
        public String attributeOfAnyType(@FlagAttribute("anything") Object anything) {
            return "new";
        }

        String oldPlain(Object anything) {
            return "old";
        }

        public String unswitched() {
            return "always";
        }
    }

    /** As a list of entities whose session is over. */
    static class LazyList extends AbstractList<String> {
        @Override
        public String get(int index) {
            throw new IllegalStateException("no session");
        }

        @Override
        public int size() {
            throw new IllegalStateException("no session");
        }
    }

    @Stereotype
    @FeatureToggle(FLAG)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Improved {}

    @Improved
    @Dependent
    static class ByStereotype {
        public String sound() {
            return "Whinny";
        }
    }

    static class Base {
        @FeatureToggle(value = FLAG, redirect = "old")
        public String inherited() {
            return "new";
        }

        protected String old() {
            return "old of the base";
        }
    }

    @Dependent
    static class Derived extends Base {
        @Override
        protected String old() {
            return "old of the derived";
        }
    }

    @Dependent
    @FeatureToggle(FLAG)
    static class Empty {
        public String text() {
            return "text";
        }

        public int number() {
            return 7;
        }

        public boolean truth() {
            return true;
        }

        public Optional<String> optional() {
            return Optional.of("x");
        }

        public List<String> list() {
            return List.of("x");
        }

        public CompletionStage<String> stage() {
            throw new IllegalStateException("must not be called while the flag is off");
        }

        public void nothing() {
            throw new IllegalStateException("must not be called while the flag is off");
        }
    }

    private Application application;
    private FeatureFlagClient client;

    @BeforeEach
    void start() {
        application = Application.start(Map.of(), Horse.class, Derived.class, Empty.class, ByStereotype.class);
        client = application.get(FeatureFlagClient.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void theMethodRunsWhileTheFlagIsOnAndTheRedirectWhileItIsOff() {
        Horse horse = application.get(Horse.class);
        assertThat(horse.newSound(7)).as("no such flag").isEqualTo("Neigh 7");
        client.create(FLAG, true);
        assertThat(horse.newSound(7)).isEqualTo("Whinny 7");
        client.disable(FLAG);
        assertThat(horse.newSound(7)).isEqualTo("Neigh 7");
        client.enable(FLAG);
        assertThat(horse.newSound(7)).isEqualTo("Whinny 7");
        client.destroy(FLAG);
        assertThat(horse.newSound(7)).isEqualTo("Neigh 7");
        assertThat(horse.unswitched()).isEqualTo("always");
    }

    @Test
    void argumentsAreAttributesOfTheCheck() {
        client.create(FLAG, true);
        client.addCondition(FLAG, Condition.where("rider_id").lessThan(10));
        Horse horse = application.get(Horse.class);
        assertThat(horse.newSound(9)).isEqualTo("Whinny 9");
        assertThat(horse.newSound(10)).isEqualTo("Neigh 10");
    }

    @Test
    void anArgumentThatIsNoAttributeSwitchesTheMethodOffAndHurtsNobody() {
        client.create(FLAG, true);
        Horse horse = application.get(Horse.class);
        assertThat(horse.attributeOfAnyType("text")).isEqualTo("new");
        try (LogRecords log = LogRecords.of("dev.flipper.cdi")) {
            assertThat(horse.attributeOfAnyType(new Thread())).isEqualTo("old");
            assertThat(horse.attributeOfAnyType(Double.NaN)).isEqualTo("old");
            assertThat(horse.attributeOfAnyType(new LazyList())).isEqualTo("old");
            assertThat(log.messages()).singleElement().asString().startsWith("FLIPPER-0003: @FeatureToggle(\"" + FLAG);
        }
    }

    @Test
    void whatMethodAndRedirectThrowReachesTheCallerAsItIs() {
        Horse horse = application.get(Horse.class);
        assertThatThrownBy(horse::risky).isExactlyInstanceOf(IOException.class).hasMessage("old");
        assertThatThrownBy(horse::crashing)
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage("old");
        client.create(FLAG, true);
        assertThatThrownBy(horse::risky).isExactlyInstanceOf(IOException.class).hasMessage("new");
    }

    @Test
    void anInheritedMethodIsSwitchedAndItsRedirectMayBeOverridden() {
        Derived derived = application.get(Derived.class);
        assertThat(derived.inherited()).isEqualTo("old of the derived");
        client.create(FLAG, true);
        assertThat(derived.inherited()).isEqualTo("new");
    }

    @Test
    void aStereotypeSwitchesItsBeans() {
        ByStereotype bean = application.get(ByStereotype.class);
        assertThat(bean.sound()).isNull();
        client.create(FLAG, true);
        assertThat(bean.sound()).isEqualTo("Whinny");
    }

    @Test
    void withoutRedirectASwitchedOffMethodReturnsTheEmptyValueOfItsType() {
        Empty empty = application.get(Empty.class);
        assertThat(empty.text()).isNull();
        assertThat(empty.number()).isZero();
        assertThat(empty.truth()).isFalse();
        assertThat(empty.optional()).isEmpty();
        assertThat(empty.list()).isEmpty();
        assertThat(empty.stage()).isCompletedWithValue(null);
        empty.nothing();

        client.create(FLAG, true);
        assertThat(empty.text()).isEqualTo("text");
        assertThat(empty.number()).isEqualTo(7);
    }
}
