package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagAlreadyExistsException;
import dev.flipper.FlagNotFoundException;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FlagBeansRaceTest {

    private static final ObjectName BEAN =
            Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");
    private static final int ROUNDS = 2_000;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client = FeatureFlagClient.open(store);
    /** Its changes come to the client as external ones. */
    private final FeatureFlagClient other = FeatureFlagClient.open(store);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        client.close();
        other.close();
    }

    @Test
    void theBeanIsThereExactlyIfTheFlagIsInTheEnd() throws Exception {
        try (ClientRegistration registration = ClientRegistration.open(server, client, new JmxSettings(100, false))) {
            assertThat(registration).isNotNull();
            for (int round = 0; round < ROUNDS; round++) {
                atOnce(() -> create(client), () -> destroy(client), () -> create(other), () -> destroy(other));
                assertThat(server.isRegistered(BEAN)).as("round %d", round).isEqualTo(client.exists("HORSE"));
            }
        }
    }

    @Test
    void openingMissesNoChange() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ClientRegistration[] registration = new ClientRegistration[1];
            atOnce(
                    () -> registration[0] = ClientRegistration.open(server, client, new JmxSettings(100, false)),
                    () -> create(client),
                    () -> destroy(other));
            assertThat(server.isRegistered(BEAN)).as("round %d", round).isEqualTo(client.exists("HORSE"));
            registration[0].close();
        }
    }

    @Test
    void closingLeavesNoBeanBehind() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ClientRegistration registration = ClientRegistration.open(server, client, new JmxSettings(100, false));
            atOnce(
                    () -> {
                        registration.close();
                        return null;
                    },
                    () -> create(client),
                    () -> create(other),
                    () -> destroy(other));
            assertThat(server.queryNames(Management.name("dev.flipper:*"), null))
                    .as("round %d", round)
                    .isEmpty();
        }
    }

    private Object create(FeatureFlagClient by) {
        try {
            return by.create("HORSE");
        } catch (FlagAlreadyExistsException e) {
            return e;
        }
    }

    private Object destroy(FeatureFlagClient by) {
        try {
            by.destroy("HORSE");
        } catch (FlagNotFoundException e) {
            return e;
        }
        return by;
    }

    private void atOnce(Callable<?>... actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        List<Future<?>> running = new ArrayList<>();
        for (Callable<?> action : actions) {
            running.add(threads.submit(() -> {
                start.await();
                return action.call();
            }));
        }
        for (Future<?> action : running) {
            action.get();
        }
    }
}
