package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.MemoryFeatureFlagStore;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreBeansTest {

    private static final String CLASS = StoreBeansTest.class.getName() + "$";

    /** Static, as containers make the beans. */
    private static final List<String> LIFE = new CopyOnWriteArrayList<>();

    static class Kept implements FeatureFlagStore {

        private final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();

        @Override
        public FlagDefinition get(String name) {
            return flags.get(name);
        }

        @Override
        public boolean create(FlagDefinition definition) {
            return flags.create(definition);
        }

        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            return flags.update(name, change);
        }

        @Override
        public Change delete(String name) {
            return flags.delete(name);
        }

        @Override
        public void forEach(FlagVisitor visitor) {
            flags.forEach(visitor);
        }

        @Override
        public void close() {
            LIFE.add("closed");
        }

        @PreDestroy
        void destroyed() {
            LIFE.add("destroyed");
        }
    }

    @ApplicationScoped
    static class Own extends Kept {}

    @Dependent
    static class OwnDependent extends Kept {}

    @ApplicationScoped
    static class OneProducer {
        @Produces
        @ApplicationScoped
        FeatureFlagStore store() {
            return new Kept();
        }

        void dispose(@Disposes FeatureFlagStore store) {
            LIFE.add("disposed");
        }
    }

    @ApplicationScoped
    static class DependentProducer {
        @Produces
        Kept store() {
            return new Kept();
        }

        void dispose(@Disposes Kept store) {
            LIFE.add("disposed");
        }
    }

    @ApplicationScoped
    static class BillingField {
        @Produces
        @FlipperClient("billing")
        FeatureFlagStore billing = new Kept();
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Better extends Kept {}

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Legacy {}

    @Legacy
    @ApplicationScoped
    static class OfSomebodyElse extends Kept {}

    @ApplicationScoped
    static class Early {
        @Inject
        FeatureFlagStore store;

        boolean holds(String flag) {
            return store.get(flag) != null;
        }
    }

    @BeforeEach
    void forget() {
        LIFE.clear();
    }

    @Test
    void theStoreBeanIsTakenAsItIs() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application =
                        Application.start(Map.of("flipper.flags.A", "true"), Own.class, Early.class)) {
            FeatureFlagClient client = application.get(FeatureFlagClient.class);
            assertThat(client.isEnabled("A")).isTrue();
            assertThat(application.get(Early.class).holds("A")).isTrue();
            assertThat(log.messages(1))
                    .containsExactly("FLIPPER-0001: The feature flag client 'default' is open on the store '" + CLASS
                            + "Own', local: none; flags declared by settings: 1");
        }
        assertThat(LIFE).containsExactly("closed", "destroyed");
    }

    @Test
    void aDependentBeanIsDestroyedWithItsClient() {
        try (Application application = Application.start(Map.of(), OwnDependent.class)) {
            application.get(FeatureFlagClient.class).create("A");
            assertThat(LIFE).isEmpty();
        }
        assertThat(LIFE).containsExactly("closed", "destroyed");
    }

    @Dependent
    static class Announcer {

        @Inject
        @Initialized(ApplicationScoped.class)
        Event<String> started;

        @Inject
        @BeforeDestroyed(ApplicationScoped.class)
        Event<String> ending;
    }

    /** As servers do for an application of two modules. */
    @Test
    void theStoreIsClosedWithTheLastModule() {
        try (Application application = Application.start(Map.of(), Own.class, Announcer.class)) {
            Announcer announcer = application.get(Announcer.class);
            announcer.started.fire("another module");
            announcer.ending.fire("another module");
            assertThat(LIFE).isEmpty();
        }
        assertThat(LIFE).containsExactly("closed", "destroyed");
    }

    @Test
    void aProducersDisposerComesAfterTheClosing() {
        try (Application application = Application.start(Map.of(), OneProducer.class)) {
            application.get(FeatureFlagClient.class).create("A");
        }
        assertThat(LIFE).containsExactly("closed", "disposed");
        LIFE.clear();
        try (Application application = Application.start(Map.of(), DependentProducer.class)) {
            application.get(FeatureFlagClient.class).create("A");
        }
        assertThat(LIFE).containsExactly("closed", "disposed");
    }

    @Test
    void aQualifiedBeanIsTheStoreOfThatClientAndMakesIt() {
        try (Application application =
                Application.start(Map.of(), BillingField.class, NamedClientsTest.Accountant.class)) {
            NamedClientsTest.Accountant accountant = application.get(NamedClientsTest.Accountant.class);
            accountant.billing.create("DUNNING", true);
            assertThat(accountant.dunning.isEnabled()).isTrue();
            assertThat(accountant.features.exists("DUNNING")).isFalse();
        }
        assertThat(LIFE).containsExactly("closed");
    }

    @Test
    void anotherQualifierIsSomebodyElses() {
        try (Application application = Application.start(Map.of(), OfSomebodyElse.class)) {
            application.get(FeatureFlagClient.class).create("A");
        }
        assertThat(LIFE).doesNotContain("closed");
    }

    @Test
    void theBeanWinsOverTheSettingAndThisIsTold() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(Map.of("flipper.store", "memory"), Own.class)) {
            assertThat(application).isNotNull();
            assertThat(log.messages(12))
                    .containsExactly(
                            "FLIPPER-0012: flipper.store (from PropertiesConfigSource[source=test settings]) has"
                                    + " no effect, as the application has a store of its own: " + CLASS + "Own");
        }
    }

    @Test
    void anAlternativeWinsAsEverywhereInCdi() {
        try (Application application = Application.start(Map.of(), Own.class, Better.class)) {
            application.get(FeatureFlagClient.class).create("A");
            assertThat(application.get(Better.class).get("A")).isNotNull();
        }
    }

    @Test
    void twoBeansAreOneTooMany() {
        Throwable failure = catchThrowable(
                () -> Application.start(Map.of(), Own.class, OneProducer.class).close());
        assertThat(failure)
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("FLIPPER-1111: The client 'default' has more than one store bean: " + CLASS
                        + "OneProducer.store, " + CLASS + "Own. Keep one, or make one of them an alternative with a"
                        + " priority\n");
    }

    @Test
    void settingsPutALocalCopyAndReplicasBeforeABean() {
        StrictStoreProvider.STORES.clear();
        Map<String, String> settings =
                Map.of("flipper.local", "mirror", "flipper.replicas", "strict", "flipper.strict.uri", "strict://copy");
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(settings, Own.class)) {
            application.get(FeatureFlagClient.class).create("A");
            assertThat(log.messages(1)).hasSize(1).first().asString().contains("Own', local: mirror");
        }
        assertThat(LIFE).containsExactly("closed", "destroyed");
        assertThat(StrictStoreProvider.STORES.get(0).get("A")).isNotNull();
    }

    @Test
    void aNameOnABeanHasToBeOne() {
        Throwable failure = catchThrowable(
                () -> Application.start(Map.of(), OddlyQualified.class).close());
        assertThat(failure)
                .hasMessageContaining(
                        "FLIPPER-1108: @FlipperClient(\"two words\") on a FeatureFlagStore bean: 'two words'"
                                + " cannot be the name of a client");
    }

    @RequestScoped
    static class OfRequest extends Kept {}

    @Test
    void aBeanThatGoesBeforeTheApplicationIsRefused() {
        Throwable failure = catchThrowable(
                () -> Application.start(Map.of(), OfRequest.class).close());
        assertThat(failure)
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(
                        "FLIPPER-1115: The store bean " + CLASS + "OfRequest of the client 'default' has the"
                                + " scope @RequestScoped, and does not last as long as the application; make it"
                                + " @ApplicationScoped\n");
    }

    @FlipperClient("two words")
    @ApplicationScoped
    static class OddlyQualified extends Kept {}
}
