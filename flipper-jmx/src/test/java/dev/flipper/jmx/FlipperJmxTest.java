package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.FeatureFlagClient;
import dev.flipper.Subscription;
import dev.flipper.setting.Settings;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlipperJmxTest {

    private final Set<ObjectName> before =
            ManagementFactory.getPlatformMBeanServer().queryNames(null, null);
    private final MBeanServer other = MBeanServerFactory.newMBeanServer();
    private final int beansOfOther = other.getMBeanCount();
    private final FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
            .settings(Settings.of(Map.of("jmx.max-flags", "1")))
            .build();

    @AfterEach
    void close() {
        client.close();
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(null, null))
                .isEqualTo(before);
        assertThat(other.getMBeanCount()).isEqualTo(beansOfOther);
    }

    private int beans() {
        return ManagementFactory.getPlatformMBeanServer().queryNames(null, null).size() - before.size();
    }

    @Test
    void theHandleUnregistersWhatIsThereAlready() {
        client.create("HORSE");
        try (Subscription registration = FlipperJmx.register(client)) {
            assertThat(registration).isNotNull();
            assertThat(beans()).isEqualTo(2);
        }
        assertThat(beans()).isZero();
    }

    @Test
    void whatWasUnregisteredCanBeRegisteredAgain() {
        FlipperJmx.register(client).close();
        client.create("HORSE");
        FlipperJmx.register(client);
        assertThat(beans()).isEqualTo(2);
    }

    @Test
    void registersInAnotherServerByTheClientsSettings() {
        client.create("HORSE");
        client.create("PONY");
        Subscription registration = FlipperJmx.register(client, other);
        FlipperJmx.register(client, other);
        assertThat(other.getMBeanCount()).isEqualTo(beansOfOther + 2);
        registration.close();
        registration.close();
        assertThat(other.getMBeanCount()).isEqualTo(beansOfOther);
        assertThat(beans()).as("in the platform's server").isEqualTo(2);
    }

    @Test
    void theClientTakesItsBeansWithIt() {
        FlipperJmx.register(client, other);
        client.close();
        assertThat(other.getMBeanCount()).isEqualTo(beansOfOther);
    }

    @Test
    void aClosedClientHasNoBeans() {
        client.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> FlipperJmx.register(client))
                .withMessage("Nothing can join in any more: the client 'default' is closed");
    }

    @Test
    void refusesNulls() {
        assertThatNullPointerException().isThrownBy(() -> FlipperJmx.register(null));
        assertThatNullPointerException().isThrownBy(() -> FlipperJmx.register(client, null));
    }

    @Test
    void settingsAreDeclared() {
        assertThat(new JmxClientListener().settings())
                .extracting(Object::toString)
                .containsExactly("jmx.max-flags", "jmx.count-checks");
        assertThat(JmxSettings.of(Settings.of(Map.of()))).isEqualTo(new JmxSettings(10_000, true));
        assertThat(JmxSettings.of(Settings.of(Map.of("jmx.max-flags", "5", "jmx.count-checks", "false"))))
                .isEqualTo(new JmxSettings(5, false));
    }
}
