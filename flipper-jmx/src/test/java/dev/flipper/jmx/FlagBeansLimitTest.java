package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.timer.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More flags than may have a bean of their own. */
class FlagBeansLimitTest {

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management management = new Management(server);
    private final FeatureFlagClient client = FeatureFlagClient.open(new MemoryFeatureFlagStore());

    @AfterEach
    void close() {
        client.close();
    }

    private void register(int limit) {
        ClientRegistration.open(server, client, new JmxSettings(limit, false));
    }

    private List<String> flagsWithBean() throws Exception {
        return management.beans().stream()
                .filter(bean -> bean.getKeyProperty("type").equals("FeatureFlag"))
                .map(bean -> ObjectName.unquote(bean.getKeyProperty("name")))
                .toList();
    }

    private static List<String> logged(Runnable action) {
        List<String> messages = new ArrayList<>();
        Logger logger = Logger.getLogger("dev.flipper.jmx");
        logger.setFilter(record -> !messages.add(record.getLevel() + " " + record.getMessage()));
        try {
            action.run();
        } finally {
            logger.setFilter(null);
        }
        return messages;
    }

    @Test
    void theFirstOnesByNameHaveOne() throws Exception {
        for (String flag : List.of("D", "B", "A", "C")) {
            client.create(flag);
        }
        assertThat(logged(() -> register(2)))
                .containsExactly(
                        "INFO The client 'default' has more flags than the 2 that get a JMX bean of their own (the"
                                + " setting jmx.max-flags); the client's bean manages the others");
        assertThat(flagsWithBean()).containsExactly("A", "B");
        management.call(client(), "enable", "D");
        assertThat(client.isEnabled("D")).isTrue();
    }

    private ObjectName client() {
        return Management.name("dev.flipper:type=FeatureFlagClient,name=\"default\"");
    }

    @Test
    void aFreePlaceGoesToTheNextThatChanges() throws Exception {
        register(2);
        List<String> messages = logged(() -> {
            for (String flag : List.of("A", "B", "C", "D")) {
                client.create(flag);
            }
        });
        assertThat(messages).as("told once").hasSize(1);
        client.destroy("A");
        assertThat(flagsWithBean()).containsExactly("B");
        client.enable("D");
        assertThat(flagsWithBean()).containsExactly("B", "D");
        client.enable("C");
        assertThat(flagsWithBean()).containsExactly("B", "D");
    }

    @Test
    void asManyAsMayHaveOneIsNothingToTell() throws Exception {
        client.create("A");
        client.create("B");
        assertThat(logged(() -> register(2))).isEmpty();
        assertThat(flagsWithBean()).containsExactly("A", "B");
    }

    @Test
    void aNameThatIsTakenIsToldOnce() throws Exception {
        ObjectName taken = Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"A\"");
        server.registerMBean(new Timer(), taken);
        register(2);
        assertThat(logged(() -> {
                    client.create("A");
                    client.enable("A");
                }))
                .containsExactly("WARNING The flag 'A' gets no JMX bean: somebody else's is " + taken);
        server.unregisterMBean(taken);
        client.disable("A");
        assertThat(management.get(taken, "Enabled")).isEqualTo(false);
    }

    @Test
    void noneHasOneIfNoneMay() throws Exception {
        client.create("A");
        register(0);
        assertThat(management.beans()).containsExactly(client());
    }

    @Test
    void allHaveOneWithoutALimit() throws Exception {
        client.create("A");
        register(Integer.MAX_VALUE);
        assertThat(flagsWithBean()).containsExactly("A");
    }
}
