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

    private final ToggleTable table = new ToggleTable();
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

    @Test
    void anotherMethodOfTheSameNameDoesNot() {
        table.put(Horse.class, method, toggle);
        Method other = method(Horse.class, Integer.class);
        assertThatThrownBy(() -> table.find(Horse.class, other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(other + " was intercepted without @FeatureToggle");
    }
}
