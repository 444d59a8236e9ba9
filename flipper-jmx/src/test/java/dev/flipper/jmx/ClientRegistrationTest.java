package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.FeatureFlagClientBuilder;
import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvents;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.MBeanServerNotification;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRegistrationTest {

    private static final String CLIENT = "dev.flipper:type=FeatureFlagClient,name=\"default\"";
    private static final String HORSE = "dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"";
    private static final String PONY = "dev.flipper:type=FeatureFlag,client=\"default\",name=\"PONY\"";

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management management = new Management(server);
    private final MemoryFeatureFlagStore memory = new MemoryFeatureFlagStore();
    private final HookedStore store = new HookedStore(memory);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    private FeatureFlagClient client() {
        return client(FeatureFlagClient.builder(store));
    }

    private FeatureFlagClient client(FeatureFlagClientBuilder builder) {
        FeatureFlagClient client = builder.build();
        opened.add(client);
        return client;
    }

    private ClientRegistration register(FeatureFlagClient client) {
        ClientRegistration registration = ClientRegistration.open(server, client, new JmxSettings(100, false));
        opened.add(registration);
        return registration;
    }

    private void assertBeans(String... names) throws Exception {
        assertThat(management.beans()).extracting(ObjectName::toString).containsExactlyInAnyOrder(names);
    }

    @Test
    void flagsThatExistAtOpeningHaveBeans() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        client.create("PONY");

        register(client);

        assertBeans(CLIENT, HORSE, PONY);
    }

    @Test
    void beansFollowTheClientsFlags() throws Exception {
        FeatureFlagClient client = client();
        register(client);
        assertBeans(CLIENT);

        client.create("HORSE");
        assertBeans(CLIENT, HORSE);
        client.create("PONY");
        client.destroy("HORSE");
        assertBeans(CLIENT, PONY);
        client.create("HORSE");
        assertBeans(CLIENT, HORSE, PONY);
    }

    @Test
    void beansFollowFlagsThatOthersCreateAndDestroy() throws Exception {
        register(client());
        FeatureFlagClient other = client(FeatureFlagClient.builder(memory));

        other.create("HORSE");
        assertBeans(CLIENT, HORSE);
        other.destroy("HORSE");
        assertBeans(CLIENT);
    }

    @Test
    void closingLeavesTheServerAsItWas() throws Exception {
        var before = server.queryNames(null, null);
        FeatureFlagClient client = client();
        client.create("HORSE");
        ClientRegistration registration = register(client);
        client.create("PONY");

        registration.close();
        assertThat(server.queryNames(null, null)).isEqualTo(before);

        registration.close();
        client.create("DONKEY");
        client.destroy("HORSE");
        assertThat(server.queryNames(null, null)).isEqualTo(before);
    }

    @Test
    void anEventThatIsUnderWayAtClosingRegistersNothing() throws Exception {
        FeatureFlagClient client = client();
        List<ClientRegistration> registrations = new ArrayList<>();
        // Comes before the bean's own listener, which is called nevertheless.
        client.events().on(EventType.POST_CREATE, event -> registrations.forEach(ClientRegistration::close));
        registrations.add(register(client));

        client.create("HORSE");

        assertBeans();
    }

    @Test
    void closingStopsListening() {
        List<Object> listening = new ArrayList<>();
        FlagEvents events = FlagEvents.create();
        FlagEvents counted = (FlagEvents) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FlagEvents.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(events, arguments);
                    if (result instanceof Subscription subscription) {
                        listening.add(subscription);
                        return (Subscription) () -> listening.remove(subscription);
                    }
                    return result;
                });
        FeatureFlagClient client = client(FeatureFlagClient.builder(store).events(counted));
        List<Object> before = List.copyOf(listening);

        ClientRegistration registration = register(client);
        assertThat(listening).hasSizeGreaterThan(before.size());
        registration.close();

        assertThat(listening).isEqualTo(before);
    }

    @Test
    void aSecondClientOfTheSameNameIsTheSecondInstance() throws Exception {
        FeatureFlagClient first = client();
        first.create("HORSE", true);
        FeatureFlagClient second = client(FeatureFlagClient.builder(new MemoryFeatureFlagStore()));
        second.create("HORSE", false);
        ClientRegistration firstRegistration = register(first);
        register(second);

        String secondClient = CLIENT + ",instance=2";
        String secondHorse = "dev.flipper:type=FeatureFlag,client=\"default\",instance=2,name=\"HORSE\"";
        assertBeans(CLIENT, HORSE, secondClient, secondHorse);
        assertThat(management.get(Management.name(HORSE), "Enabled")).isEqualTo(true);
        assertThat(management.get(Management.name(secondHorse), "Enabled")).isEqualTo(false);

        firstRegistration.close();
        assertBeans(secondClient, secondHorse);
    }

    @Test
    void applicationsDoNotCollide() throws Exception {
        register(client(FeatureFlagClient.builder(store).application("shop")));
        register(client(FeatureFlagClient.builder(store).application("stable")));

        assertBeans(
                "dev.flipper:type=FeatureFlagClient,app=\"shop\",name=\"default\"",
                "dev.flipper:type=FeatureFlagClient,app=\"stable\",name=\"default\"");
    }

    @Test
    void aFlagsNameThatIsTakenIsLeftToItsOwner() throws Exception {
        Foreign foreign = new Foreign();
        server.registerMBean(foreign, Management.name(HORSE));
        FeatureFlagClient client = client();
        client.create("HORSE");
        client.create("PONY");

        ClientRegistration registration = register(client);
        assertThat(management.get(Management.name(HORSE), "Owner")).isEqualTo("somebody else");
        assertBeans(CLIENT, HORSE, PONY);

        client.destroy("HORSE");
        assertBeans(CLIENT, HORSE, PONY);
        registration.close();
        assertBeans(HORSE);
    }

    @Test
    void aBeanThatSomebodyPutInPlaceOfOursStays() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        client.create("PONY");
        ClientRegistration registration = register(client);
        for (String name : new String[] {HORSE, PONY, CLIENT}) {
            server.unregisterMBean(Management.name(name));
            server.registerMBean(new Foreign(), Management.name(name));
        }

        client.destroy("PONY");
        registration.close();

        assertBeans(CLIENT, HORSE, PONY);
        assertThat(management.get(Management.name(HORSE), "Owner")).isEqualTo("somebody else");
    }

    @Test
    void beansThatSomebodyTookAwayAreNoProblem() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        ClientRegistration registration = register(client);
        server.unregisterMBean(Management.name(HORSE));
        server.unregisterMBean(Management.name(CLIENT));

        registration.close();

        assertBeans();
    }

    @Test
    void awkwardNamesOfOtherProcessesHaveBeans() throws Exception {
        FeatureFlagClient client =
                client(FeatureFlagClient.builder(store).name("*").application("a,b=\"c\"\n"));
        register(client);
        client.create("a,b=\"c\"*?");

        assertBeans(
                "dev.flipper:type=FeatureFlagClient,app=\"a,b=\\\"c\\\"\\n\",name=\"\\*\"",
                "dev.flipper:type=FeatureFlag,app=\"a,b=\\\"c\\\"\\n\",client=\"\\*\",name=\"a,b=\\\"c\\\"\\*\\?\"");
    }

    @Test
    void aFlagThatIsDestroyedWhileTheFlagsAreListedHasNoBean() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        FeatureFlagClient other = client(FeatureFlagClient.builder(memory));
        store.afterListing = () -> other.destroy("HORSE");

        register(client);

        assertBeans(CLIENT);
    }

    @Test
    void aFlagThatIsCreatedWhileTheFlagsAreListedHasABean() throws Exception {
        FeatureFlagClient client = client();
        FeatureFlagClient other = client(FeatureFlagClient.builder(memory));
        store.afterListing = () -> other.create("HORSE");

        register(client);

        assertBeans(CLIENT, HORSE);
    }

    @Test
    void anEventThatComesAfterALaterChangeDoesNotBringTheBeanBack() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        // Comes before the bean's own listener, and destroys what has just been created.
        client.events().on(EventType.POST_CREATE, event -> client.destroy(event.flag()));
        register(client);

        client.create("PONY");

        assertBeans(CLIENT, HORSE);
    }

    @Test
    void aListenerOfTheServerThatDestroysTheFlagLeavesNoBean() throws Exception {
        FeatureFlagClient client = client();
        register(client);
        server.addNotificationListener(
                MBeanServerDelegate.DELEGATE_NAME,
                (notification, handback) -> {
                    if (notification.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
                        client.destroy("HORSE");
                    }
                },
                null,
                null);

        client.create("HORSE");

        assertBeans(CLIENT);
    }

    @Test
    void whileTheStoreIsAwayTheEventIsBelieved() throws Exception {
        FeatureFlagClient client = client();
        register(client);
        client.create("PONY");
        FeatureFlagClient other = client(FeatureFlagClient.builder(memory));
        store.beforeGet = name -> {
            throw new StoreException("No connection", null);
        };

        other.create("HORSE");
        other.destroy("PONY");

        assertBeans(CLIENT, HORSE);
    }

    @Test
    void aFlagThatCannotBeReadHasNoBean() throws Exception {
        FeatureFlagClient client = client();
        register(client);
        FeatureFlagClient other = client(FeatureFlagClient.builder(memory));
        store.beforeGet = name -> {
            throw new FlagFormatException(name, "meta", "it is missing", null);
        };

        other.create("HORSE");

        assertBeans(CLIENT);
    }

    /** The store may be slow, and whoever changes another flag would wait. */
    @Test
    void theStoreIsNotAskedForAFlagThatHasItsBean() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        register(client);
        List<String> readings = new ArrayList<>();
        store.beforeGet = readings::add;
        client(FeatureFlagClient.builder(memory)).enable("HORSE");
        assertThat(readings).isEmpty();
        assertBeans(CLIENT, HORSE);
    }

    @Test
    void ifTheFlagsCannotBeListedTheyGetTheirBeansAsTheyChange() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        store.afterListing = () -> {
            throw new StoreException("No connection", null);
        };
        register(client);
        assertBeans(CLIENT);

        client.enable("HORSE");
        client.create("PONY");

        assertBeans(CLIENT, HORSE, PONY);
    }

    @Test
    void aServerThatRefusesTheClientsBeanIsLeftAlone() throws Exception {
        FeatureFlagClient client = client();
        MBeanServer refusing = (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    throw new MBeanRegistrationException(new Exception("no"));
                });

        assertThatThrownBy(() -> ClientRegistration.open(refusing, client, new JmxSettings(100, false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(CLIENT);
    }

    @Test
    void eventsThatCannotBeListenedToLeaveNothingBehind() throws Exception {
        FlagEvents broken = (FlagEvents) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FlagEvents.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        FeatureFlagClient client = client(FeatureFlagClient.builder(store).events(broken));

        assertThatThrownBy(() -> register(client)).isInstanceOf(UnsupportedOperationException.class);

        assertBeans();
    }

    /** The server with something done before each call of a method about a bean. */
    private MBeanServer before(String methodName, Consumer<ObjectName> action) {
        return (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(methodName)) {
                        action.accept((ObjectName) arguments[arguments.length - 1]);
                    }
                    try {
                        return method.invoke(server, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void refuse(ObjectName name) {
        if (name.toString().equals(HORSE)) {
            throw new SecurityException("No " + name);
        }
    }

    @Test
    void aBeanThatTheServersSecurityRefusesDoesNotHinderTheOthers() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        client.create("PONY");

        MBeanServer refusing = before("registerMBean", ClientRegistrationTest::refuse);
        opened.add(ClientRegistration.open(refusing, client, new JmxSettings(100, false)));
        assertBeans(CLIENT, PONY);
        client.create("DONKEY");

        assertBeans(CLIENT, PONY, "dev.flipper:type=FeatureFlag,client=\"default\",name=\"DONKEY\"");
    }

    @Test
    void aBeanThatTheServerWillNotLetGoDoesNotHinderTheOthers() throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        client.create("PONY");
        client.create("DONKEY");
        MBeanServer refusing = before("unregisterMBean", ClientRegistrationTest::refuse);

        ClientRegistration.open(refusing, client, new JmxSettings(100, false)).close();

        assertBeans(HORSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MBeanServerNotification.REGISTRATION_NOTIFICATION,
                MBeanServerNotification.UNREGISTRATION_NOTIFICATION
            })
    void errorsOfTheServersOwnListenersLeaveNoBean(String type) throws Exception {
        FeatureFlagClient client = client();
        client.create("HORSE");
        client.create("PONY");
        server.addNotificationListener(
                MBeanServerDelegate.DELEGATE_NAME,
                (notification, handback) -> {
                    if (notification.getType().equals(type)) {
                        throw new NoClassDefFoundError("of an application that has gone");
                    }
                },
                null,
                null);

        ClientRegistration registration = register(client);
        assertBeans(CLIENT, HORSE, PONY);
        client.destroy("PONY");
        assertBeans(CLIENT, HORSE);
        registration.close();

        assertBeans();
    }

    @Test
    void anErrorThatIsNoListenersIsPassedOn() throws Exception {
        MBeanServer failing = before("registerMBean", name -> {
            throw new NoClassDefFoundError(name.toString());
        });

        assertThatThrownBy(() -> ClientRegistration.open(failing, client(), new JmxSettings(100, false)))
                .isInstanceOf(NoClassDefFoundError.class);

        assertBeans();
    }

    @Test
    void eventsThatFailAfterwardsLeaveNoBean() throws Exception {
        FlagEvents events = FlagEvents.create();
        FlagEvents failing = (FlagEvents) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FlagEvents.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("onExternalChange")) {
                        throw new NoClassDefFoundError("no such event");
                    }
                    return (Subscription) () -> {
                        throw new IllegalStateException("still " + events);
                    };
                });
        FeatureFlagClient client = client(FeatureFlagClient.builder(store).events(failing));

        assertThatThrownBy(() -> register(client)).isInstanceOf(NoClassDefFoundError.class);

        assertBeans();
    }

    /** What {@link Foreign} manages. */
    public interface ForeignMBean {

        /** Tells it from ours. */
        String getOwner();
    }

    /** A bean that is not ours. */
    public static final class Foreign implements ForeignMBean {

        @Override
        public String getOwner() {
            return "somebody else";
        }
    }
}
