package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.CDI;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Ways in which a switched method is called. */
class SwitchedCallTest {

    interface Sounds<T> {
        List<T> sound(T rider);
    }

    @ApplicationScoped
    static class OfStrings implements Sounds<String> {
        @Override
        @FeatureToggle(value = "F", redirect = "old")
        public List<String> sound(@FlagAttribute("rider") String rider) {
            return List.of("new " + rider);
        }

        List<String> old(String rider) {
            return List.of("old " + rider);
        }
    }

    static class Hidden {
        @FeatureToggle(value = "F", redirect = "old")
        public String sound() {
            return "new";
        }

        public String old() {
            return "old";
        }
    }

    /** Has a bridge, as its base class cannot be seen by all who see it. */
    @Dependent
    public static class Visible extends Hidden {}

    @Dependent
    static class Selfish {
        @FeatureToggle("F")
        public String switched() {
            return "new";
        }

        public String callsItself() {
            return switched();
        }
    }

    static class Overridden<T> {
        @FeatureToggle(value = "F", redirect = "nowhere")
        public String sound(T rider) {
            return "base";
        }
    }

    @Dependent
    static class Overriding extends Overridden<String> {
        @Override
        public String sound(String rider) {
            return "overriding";
        }
    }

    @Dependent
    static class Passivated implements Serializable {
        private static final long serialVersionUID = 1L;

        @FeatureToggle(value = "F", redirect = "old")
        public String sound() {
            return "new";
        }

        String old() {
            return "old";
        }
    }

    @ApplicationScoped
    static class Futures {
        @FeatureToggle("F")
        public CompletionStage<List<String>> sounds() {
            throw new IllegalStateException("off");
        }
    }

    @Test
    void aCallByWayOfAGenericInterfaceIsSwitched() {
        try (Application application = Application.start(Map.of(), OfStrings.class)) {
            Sounds<String> sounds = application.get(OfStrings.class);
            assertThat(sounds.sound("x")).containsExactly("old x");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(sounds.sound("x")).containsExactly("new x");
        }
    }

    @Test
    void aCallByWayOfABridgeIsSwitched() {
        try (Application application = Application.start(Map.of(), Visible.class)) {
            assertThat(application.get(Visible.class).sound()).isEqualTo("old");
            application.get(FeatureFlagClient.class).create("F", true);
            assertThat(application.get(Visible.class).sound()).isEqualTo("new");
        }
    }

    @Test
    void aCallOfABeanToItselfIsNotSwitched() {
        try (Application application = Application.start(Map.of(), Selfish.class)) {
            assertThat(application.get(Selfish.class).switched()).isNull();
            assertThat(application.get(Selfish.class).callsItself()).isEqualTo("new");
        }
    }

    @Test
    void anOverriddenMethodIsNotJudged() {
        try (Application application = Application.start(Map.of(), Overriding.class)) {
            assertThat(application.get(Overriding.class).sound("x")).isEqualTo("overriding");
        }
    }

    @Test
    void aBeanIsSwitchedAfterItWasPassivated() throws Exception {
        try (Application application = Application.start(Map.of(), Passivated.class)) {
            Passivated before = application.get(Passivated.class);
            assertThat(before.sound()).isEqualTo("old");
            Passivated after = copy(before);
            assertThat(after).isNotSameAs(before);
            assertThat(after.sound()).isEqualTo("old");
            CDI.current().select(FeatureFlagClient.class).get().create("F", true);
            assertThat(after.sound()).isEqualTo("new");
        }
    }

    private static <T extends Serializable> T copy(T object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked") // a copy of what was given
            T copy = (T) in.readObject();
            return copy;
        }
    }

    @Test
    void theValueOfAStageIsEmptyToo() {
        try (Application application = Application.start(Map.of(), Futures.class)) {
            assertThat(application.get(Futures.class).sounds()).isCompletedWithValue(List.of());
        }
    }
}
