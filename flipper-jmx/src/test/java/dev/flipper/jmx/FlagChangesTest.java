package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.event.EventType;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Foreign listeners: in which order they are called, and what they can do to others. */
@Timeout(120)
class FlagChangesTest {

    private static final ObjectName CLIENT = Management.name("dev.flipper:type=FeatureFlagClient,name=\"default\"");
    private static final ObjectName HORSE =
            Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");
    private static final int ROUNDS = 1_000;
    private static final JmxSettings SETTINGS = new JmxSettings(100, false);

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client = FeatureFlagClient.open(store);
    /** Its changes come to the client as external ones. */
    private final FeatureFlagClient other = FeatureFlagClient.open(store);

    private final ClientRegistration registration = ClientRegistration.open(server, client, SETTINGS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Notification> told = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void create() {
        client.create("HORSE");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        registration.close();
        client.close();
        other.close();
    }

    private void listen(ObjectName bean, NotificationListener listener) throws Exception {
        server.addNotificationListener(bean, listener, null, null);
    }

    private List<String> messages() {
        return told.stream().map(Notification::getMessage).toList();
    }

    @Test
    void numbersComeInOrderWhoeverChangesFlags() throws Exception {
        listen(CLIENT, (notification, handback) -> told.add(notification));
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FeatureFlagClient by = i % 2 == 0 ? client : other;
            String flag = "FLAG" + i;
            running.add(threads.submit(() -> {
                start.await();
                by.create(flag);
                for (int round = 0; round < ROUNDS; round++) {
                    by.setClientData(flag, Map.of("round", round));
                }
                by.destroy(flag);
                return flag;
            }));
        }
        for (Future<?> thread : running) {
            thread.get();
        }

        long[] expected = LongStream.rangeClosed(1, 4 * (ROUNDS + 2)).toArray();
        assertThat(told.stream().mapToLong(Notification::getSequenceNumber).toArray())
                .isEqualTo(expected);
        for (int i = 0; i < 4; i++) {
            String name = "'FLAG" + i + "'";
            assertThat(messages().stream().filter(message -> message.contains(name)))
                    .hasSize(ROUNDS + 2)
                    .startsWith(
                            "The flag " + name + " was created " + (i % 2 == 0 ? "here" : "elsewhere") + ", disabled")
                    .endsWith("The flag " + name + " was destroyed " + (i % 2 == 0 ? "here" : "elsewhere"));
        }
    }

    @Test
    void whatAListenerChangesIsToldAfterwards() throws Exception {
        listen(CLIENT, (notification, handback) -> {
            told.add(notification);
            if (notification.getType().equals(FlagNotifications.CREATED)) {
                client.destroy("PONY");
                told.add(notification);
            }
        });

        client.create("PONY");

        assertThat(messages())
                .containsExactly(
                        "The flag 'PONY' was created here, disabled",
                        "The flag 'PONY' was created here, disabled",
                        "The flag 'PONY' was destroyed here");
        assertThat(new Management(server).beans()).containsExactlyInAnyOrder(CLIENT, HORSE);
    }

    @Test
    void aListenerOfTheServerThatChangesTheFlagIsToldInOrder() throws Exception {
        listen(CLIENT, (notification, handback) -> told.add(notification));
        server.addNotificationListener(
                MBeanServerDelegate.DELEGATE_NAME,
                (notification, handback) -> {
                    if (notification.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
                        client.enable("PONY");
                        other.destroy("PONY");
                    }
                },
                null,
                null);

        client.create("PONY");

        assertThat(messages())
                .containsExactly(
                        "The flag 'PONY' was created here, disabled",
                        "The flag 'PONY' was changed here: enabled",
                        "The flag 'PONY' was enabled",
                        "The flag 'PONY' was destroyed elsewhere");
        assertThat(server.isRegistered(HORSE)).isTrue();
        assertThat(new Management(server).beans()).hasSize(2);
    }

    /** With a lock held while listeners run this would never end. */
    @Test
    void aListenerMayWaitForOthersThatChangeFlags() throws Exception {
        listen(HORSE, (notification, handback) -> {
            told.add(notification);
            if (notification instanceof AttributeChangeNotification) {
                await(threads.submit(() -> client.create("PONY")));
                await(threads.submit(() -> other.create("DONKEY")));
                await(threads.submit(() -> client.destroy("PONY")));
                assertThat(server.isRegistered(Management.name(HORSE.toString().replace("HORSE", "DONKEY"))))
                        .isTrue();
            }
        });
        listen(CLIENT, (notification, handback) -> told.add(notification));

        client.enable("HORSE");

        assertThat(messages())
                .containsExactly(
                        "The flag 'HORSE' was changed here: enabled",
                        "The flag 'HORSE' was changed here: enabled",
                        "The flag 'HORSE' was enabled",
                        "The flag 'HORSE' was enabled",
                        "The flag 'PONY' was created here, disabled",
                        "The flag 'DONKEY' was created elsewhere, disabled",
                        "The flag 'PONY' was destroyed here");
    }

    /** The thread that others wait for to go on with the beans must not be in the hands of such a listener. */
    @Test
    void thatHoldsWhileBeansAreBeingRegisteredToo() throws Exception {
        server.addNotificationListener(
                MBeanServerDelegate.DELEGATE_NAME,
                (notification, handback) -> {
                    String changed = ((MBeanServerNotification) notification)
                            .getMBeanName()
                            .toString();
                    if (changed.contains("PONY")) {
                        client.create("DONKEY");
                    } else if (changed.contains("DONKEY")) {
                        client.enable("HORSE");
                    }
                },
                null,
                null);
        listen(CLIENT, (notification, handback) -> {
            if (told.isEmpty()) {
                told.add(notification);
                await(threads.submit(() -> client.create("MULE")));
                told.add(notification);
            }
        });

        client.create("PONY");

        assertThat(messages()).hasSize(2).containsOnly("The flag 'PONY' was created here, disabled");
    }

    @Test
    void anEarlierChangeThatIsHeardOfLateDoesNotTakeTheBeanAway() throws Exception {
        CountDownLatch destroyed = new CountDownLatch(1);
        CountDownLatch enabledTold = new CountDownLatch(1);
        registration.close();
        client.events().on(EventType.POST_ENABLE, event -> await(destroyed));
        client.events().on(EventType.POST_DESTROY, event -> {
            destroyed.countDown();
            await(enabledTold);
        });
        try (ClientRegistration second = ClientRegistration.open(server, client, SETTINGS)) {
            assertThat(second).isNotNull();
            List<Boolean> registered = Collections.synchronizedList(new ArrayList<>());
            listen(HORSE, (notification, handback) -> {
                told.add(notification);
                registered.add(server.isRegistered(HORSE));
            });
            Future<?> enabling = threads.submit(() -> {
                client.enable("HORSE");
                enabledTold.countDown();
            });
            CountDownLatch enabled = new CountDownLatch(1);
            Future<?> destroying = threads.submit(() -> {
                await(enabled);
                client.destroy("HORSE");
            });
            while (!client.isEnabled("HORSE")) {
                Thread.onSpinWait();
            }
            enabled.countDown();
            await(enabling);
            await(destroying);

            assertThat(messages())
                    .containsExactly(
                            "The flag 'HORSE' was changed here: enabled",
                            "The flag 'HORSE' was enabled",
                            "The flag 'HORSE' was destroyed here");
            assertThat(registered).containsExactly(true, true, true);
            assertThat(server.isRegistered(HORSE)).isFalse();
        }
    }

    @Test
    void aListenerThatHangsHoldsNobodyElseUp() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        listen(CLIENT, (notification, handback) -> {
            told.add(notification);
            hanging.countDown();
            await(goOn);
        });
        Future<?> held = threads.submit(() -> client.enable("HORSE"));
        await(hanging);

        other.create("PONY");
        client.create("DONKEY");
        registration.close();

        assertThat(new Management(server).beans()).isEmpty();
        assertThat(told).hasSize(1);
        goOn.countDown();
        await(held);
    }

    @Test
    void aListenerThatThrowsHurtsNobody() throws Exception {
        for (ObjectName bean : new ObjectName[] {HORSE, CLIENT}) {
            listen(bean, (notification, handback) -> {
                throw new IllegalStateException("on purpose, a listener");
            });
            listen(bean, (notification, handback) -> {
                throw new BrokenError();
            });
            listen(bean, (notification, handback) -> told.add(notification));
            server.addNotificationListener(bean, (notification, handback) -> {}, new BrokenFilter(), null);
        }

        client.enable("HORSE");
        other.disable("HORSE");
        client.destroy("HORSE");

        assertThat(told).hasSize(10);
        assertThat(server.isRegistered(HORSE)).isFalse();
    }

    private static final class BrokenError extends Error {

        private static final long serialVersionUID = 1L;
    }

    private static final class BrokenFilter implements NotificationFilter {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean isNotificationEnabled(Notification notification) {
            throw new BrokenError();
        }
    }

    private static void await(Future<?> task) {
        try {
            task.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
