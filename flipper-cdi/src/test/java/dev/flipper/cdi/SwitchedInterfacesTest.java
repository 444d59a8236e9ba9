package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.elsewhere.HiddenInterface;
import dev.flipper.condition.Condition;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.Closeable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which interfaces two beans may have in common, and what their methods say. */
class SwitchedInterfacesTest {

    @Test
    void anInterfaceMayBeHiddenInItsPackage() {
        try (Application application = Application.start(Map.of(), HiddenInterface.beans())) {
            HiddenInterface.Horse horse = application.get(HiddenInterface.Horse.class);
            assertThat(horse.say()).isEqualTo("Neigh NeighNeigh");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(horse.say()).isEqualTo("Whinny WhinnyWhinny");
        }
    }

    interface Base {
        String sound(long rider);
    }

    interface Derived extends Base {
        @Override
        String sound(@FlagAttribute("rider_id") long rider);
    }

    abstract static class Sounds implements Base {}

    @WhenEnabled("F")
    @ApplicationScoped
    static class NewSounds extends Sounds implements Derived {
        @Override
        public String sound(long rider) {
            return "Whinny";
        }
    }

    @WhenDisabled("F")
    @ApplicationScoped
    static class OldSounds extends Sounds implements Derived {
        @Override
        public String sound(long rider) {
            return "Neigh";
        }
    }

    @Test
    void theOverridingMethodSaysWhatAreAttributes() {
        try (Application application = Application.start(Map.of(), NewSounds.class, OldSounds.class)) {
            FeatureFlagClient features = application.get(FeatureFlagClient.class);
            features.create("F", true).addCondition(Condition.where("rider_id").lessThan(10));
            assertThat(application.get(Derived.class).sound(10)).isEqualTo("Neigh");
            assertThat(application.get(Base.class).sound(10)).isEqualTo("Neigh");
            assertThat(application.get(Base.class).sound(9)).isEqualTo("Whinny");
        }
    }

    interface Stall extends Closeable {
        default String name() {
            return getClass().getName();
        }

        @Override
        default void close() {}
    }

    @WhenEnabled("F")
    @ApplicationScoped
    static class NewStall implements Stall {}

    @WhenDisabled("F")
    @ApplicationScoped
    static class OldStall implements Stall {}

    @WhenEnabled("G")
    @ApplicationScoped
    static class NewDoor implements Base, Closeable {
        @Override
        public String sound(long rider) {
            return "";
        }

        @Override
        public void close() {}
    }

    @WhenDisabled("G")
    @ApplicationScoped
    static class OldDoor implements Base, Closeable {
        @Override
        public String sound(long rider) {
            return "creak";
        }

        @Override
        public void close() {}
    }

    @ApplicationScoped
    static class Fence implements AutoCloseable {
        @Override
        public void close() {}
    }

    @Test
    void thatBeansCanBeClosedIsNothingToSwitch() {
        Class<?>[] beans = {NewStall.class, OldStall.class, NewDoor.class, OldDoor.class, Fence.class};
        try (Application application = Application.start(Map.of(), beans)) {
            assertThat(application.get(Stall.class).name()).contains("OldStall");
            assertThat(application.get(AutoCloseable.class)).isInstanceOf(Fence.class);
        }
    }
}
