package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.condition.Condition;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImplementationSwitchTest {

    private static final String FLAG = "IMPROVED_HORSE_SOUNDS";

    interface Sounds {

        String sound(@FlagAttribute("rider_id") long rider);

        default String twice(long rider) {
            return sound(rider) + sound(rider);
        }

        void fail() throws IOException;
    }

    interface Volume {
        int decibels();
    }

    @WhenEnabled(FLAG)
    @ApplicationScoped
    static class NewSounds implements Sounds, Volume, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public String sound(long rider) {
            return "Whinny";
        }

        @Override
        public void fail() throws IOException {
            throw new IOException("new");
        }

        @Override
        public int decibels() {
            return 80;
        }
    }

    @WhenDisabled(FLAG)
    @ApplicationScoped
    static class OldSounds implements Sounds, Volume, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public String sound(long rider) {
            return "Neigh";
        }

        @Override
        public void fail() throws IOException {
            throw new IOException("old");
        }

        @Override
        public int decibels() {
            return 70;
        }
    }

    /** Another flag, other interfaces, one of them with a type argument. */
    static class Names {

        @Produces
        @WhenEnabled("LONG_NAMES")
        @Dependent
        Function<Integer, String> longName() {
            return number -> "horse number " + number;
        }

        @Produces
        @WhenDisabled("LONG_NAMES")
        @Dependent
        Function<Integer, String> shortName() {
            return number -> "#" + number;
        }
    }

    interface Counter {
        int next();
    }

    @ApplicationScoped
    static class Life {

        private final List<String> events = new ArrayList<>();

        void add(String event) {
            events.add(event);
        }

        List<String> events() {
            return events;
        }
    }

    abstract static class Counting implements Counter {

        private final Life life;
        private final String name;
        private int last;

        Counting(Life life, String name) {
            this.life = life;
            this.name = name;
            life.add("made " + name);
        }

        @Override
        public int next() {
            return ++last;
        }

        @PreDestroy
        void destroyed() {
            life.add("destroyed " + name);
        }
    }

    @WhenEnabled("COUNT")
    @Dependent
    static class NewCounter extends Counting {
        @Inject
        NewCounter(Life life) {
            super(life, "new");
        }
    }

    @WhenDisabled("COUNT")
    @Dependent
    static class OldCounter extends Counting {
        @Inject
        OldCounter(Life life) {
            super(life, "old");
        }
    }

    @ApplicationScoped
    static class Stable {

        @Inject
        Sounds sounds;

        @Inject
        Volume volume;

        @Inject
        Function<Integer, String> names;

        @Inject
        Instance<Counter> counters;

        Sounds sounds() {
            return sounds;
        }

        Volume volume() {
            return volume;
        }

        Function<Integer, String> names() {
            return names;
        }

        Instance<Counter> counters() {
            return counters;
        }
    }

    private Application application;
    private FeatureFlagClient client;
    private Stable stable;

    @BeforeEach
    void start() {
        application = Application.start(
                Map.of(),
                NewSounds.class,
                OldSounds.class,
                Names.class,
                Life.class,
                NewCounter.class,
                OldCounter.class,
                Stable.class);
        client = application.get(FeatureFlagClient.class);
        stable = application.get(Stable.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void theFlagDecidesAtEachCall() {
        Sounds sounds = stable.sounds();
        assertThat(sounds.sound(1)).as("no such flag").isEqualTo("Neigh");
        client.create(FLAG, true);
        assertThat(sounds.sound(1)).isEqualTo("Whinny");
        assertThat(sounds.twice(1)).isEqualTo("WhinnyWhinny");
        client.disable(FLAG);
        assertThat(sounds.sound(1)).isEqualTo("Neigh");
    }

    @Test
    void allCommonInterfacesAreSwitched() {
        assertThat(stable.volume().decibels()).isEqualTo(70);
        client.create(FLAG, true);
        assertThat(stable.volume().decibels()).isEqualTo(80);
    }

    @Test
    void producersOfAParameterizedInterfaceAreSwitched() {
        assertThat(stable.names().apply(7)).isEqualTo("#7");
        client.create("LONG_NAMES", true);
        assertThat(stable.names().apply(7)).isEqualTo("horse number 7");
    }

    @Test
    void argumentsOfTheInterfaceAreAttributesOfTheCheck() {
        client.create(FLAG, true);
        client.addCondition(FLAG, Condition.where("rider_id").lessThan(10));
        assertThat(stable.sounds().sound(9)).isEqualTo("Whinny");
        assertThat(stable.sounds().sound(10)).isEqualTo("Neigh");
    }

    @Test
    void whatAnImplementationThrowsReachesTheCallerAsItIs() {
        assertThatThrownBy(() -> stable.sounds().fail())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("old");
    }

    @Test
    void eachImplementationCanBeInjectedByItsQualifier() {
        assertThat(application.get(Sounds.class, WhenEnabled.Literal.of(FLAG)).sound(1))
                .isEqualTo("Whinny");
        assertThat(application.get(Sounds.class, WhenDisabled.Literal.of(FLAG)).sound(1))
                .isEqualTo("Neigh");
    }

    @Test
    void dependentImplementationsBelongToTheInjectedObjectAndAreMadeWhenTheirTurnComes() {
        Life life = application.get(Life.class);
        Counter counter = stable.counters().get();
        assertThat(life.events()).isEmpty();

        assertThat(counter.next()).isEqualTo(1);
        assertThat(counter.next()).isEqualTo(2);
        assertThat(stable.counters().get().next()).as("another object").isEqualTo(1);
        assertThat(life.events()).containsExactly("made old", "made old");

        client.create("COUNT", true);
        assertThat(counter.next()).isEqualTo(1);
        stable.counters().destroy(counter);
        assertThat(life.events()).containsExactly("made old", "made old", "made new", "destroyed old", "destroyed new");
    }

    @Test
    void anInjectedObjectIsEqualToItselfAndTellsWhatItIs() {
        Sounds sounds = stable.sounds();
        assertThat(Set.of(sounds)).contains(sounds);
        assertThat(sounds).isNotEqualTo(stable.volume());
        assertThat(sounds)
                .hasToString(Sounds.class.getName() + ", " + Volume.class.getName() + " by [@WhenEnabled(\"" + FLAG
                        + "\") on " + NewSounds.class.getName() + ", @WhenDisabled(\"" + FLAG + "\") on "
                        + OldSounds.class.getName() + "]");
    }

    @Test
    void aBeanThatHoldsOneMayBePassivated() throws Exception {
        Sounds sounds = Passivation.of(stable.sounds());
        assertThat(sounds.sound(1)).isEqualTo("Neigh");
        client.create(FLAG, true);
        assertThat(sounds.sound(1)).isEqualTo("Whinny");
    }
}
