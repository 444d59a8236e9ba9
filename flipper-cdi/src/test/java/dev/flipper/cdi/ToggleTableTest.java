package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Toggles are found by whatever method a container tells of. */
class ToggleTableTest {

    interface Sounds<T> {
        String sound(T rider);
    }

    static class Horse implements Sounds<String> {
        @Override
        @FeatureToggle("F")
        public String sound(String rider) {
            return rider;
        }

        public String sound(Integer rider) {
            return rider.toString();
        }
    }

    static class Subclass extends Horse {}

    private final ToggleTable table = new ToggleTable(new DiscoveredBeans());
    private final Method method = method(Horse.class, String.class);
    private final Toggle toggle = new Toggle(
            "toggle",
            method.getAnnotation(FeatureToggle.class),
            FlagArguments.of(Signature.of(Horse.class, method), "toggle", new DeploymentProblems()),
            (call, beanManager) -> null);

    private static Method method(Class<?> type, Class<?> parameter) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(candidate -> Arrays.equals(candidate.getParameterTypes(), new Class<?>[] {parameter}))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theInterfacesMethodStandsForTheBeans() {
        table.put(Horse.class, method, toggle);
        assertThat(table.find(Horse.class, method)).isSameAs(toggle);
        assertThat(table.find(Horse.class, method(Sounds.class, Object.class))).isSameAs(toggle);
        assertThat(table.find(Subclass.class, method(Sounds.class, Object.class)))
                .isSameAs(toggle);
    }

    /** Payara tells of it when an EJB is called through a generic business interface. */
    @Test
    void theCompilersBridgeStandsForTheBeansMethod() {
        table.put(Horse.class, method, toggle);
        Method bridge = method(Horse.class, Object.class);
        assertThat(bridge.isBridge()).isTrue();
        assertThat(table.find(Horse.class, bridge)).isSameAs(toggle);
        assertThat(table.find(Subclass.class, bridge)).isSameAs(toggle);
    }

    interface Echo {
        <T extends CharSequence> T echo(T sound);
    }

    static class Hill implements Echo {
        @Override
        public <S extends CharSequence> S echo(S sound) {
            return sound;
        }
    }

    @Test
    void aGenericMethodOfTheInterfaceStandsForTheBeansWhateverItsVariablesAreCalled() {
        Method own = method(Hill.class, CharSequence.class);
        table.put(Hill.class, own, toggle);
        assertThat(table.find(Hill.class, method(Echo.class, CharSequence.class)))
                .isSameAs(toggle);
    }

    @Test
    void anotherMethodOfTheSameNameDoesNot() {
        table.put(Horse.class, method, toggle);
        Method other = method(Horse.class, Integer.class);
        assertThatThrownBy(() -> table.find(Horse.class, other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(other + " was intercepted without @FeatureToggle");
    }
}
