package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.event.FlagEvent;
import dev.flipper.store.MemoryFeatureFlagStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamedClientsTest {

    private static final String CLASS = NamedClientsTest.class.getName() + "$";
    private static final Map<String, String> BILLING = Map.of("flipper.client.billing.store", "memory");

    @Dependent
    static class Accountant {

        @Inject
        FeatureFlagClient features;

        @Inject
        @FlipperClient("billing")
        FeatureFlagClient billing;

        @Inject
        @FlipperClient("billing")
        @Flag("DUNNING")
        FeatureFlag dunning;

        @Inject
        @Flag("DUNNING")
        FeatureFlag defaultDunning;
    }

    @Dependent
    static class Switched {
        @FeatureToggle(value = "DUNNING", client = "billing")
        public String dun() {
            return "pay";
        }
    }

    @BeforeEach
    void forget() {
        StrictStoreProvider.SETTINGS.clear();
    }

    @Test
    void eachClientHasItsOwnFlags() {
        Map<String, String> settings =
                Map.of("flipper.client.billing.flags.DUNNING", "true", "flipper.flags.DUNNING", "false");
        try (Application application = Application.start(settings, Accountant.class, Switched.class)) {
            Accountant accountant = application.get(Accountant.class);
            assertThat(accountant.billing.name()).isEqualTo("billing");
            assertThat(accountant.features.name()).isEqualTo("default");
            assertThat(accountant.dunning.isEnabled()).isTrue();
            assertThat(accountant.defaultDunning.isEnabled()).isFalse();
            assertThat(application.get(Switched.class).dun()).isEqualTo("pay");
            assertThat(application.get(FeatureFlagClient.class, FlipperClient.Literal.of("billing")))
                    .isSameAs(accountant.billing);
        }
    }

    @Test
    void theirSettingsAreTheirsAlone() {
        Map<String, String> settings = Map.of(
                "flipper.store", "strict",
                "flipper.strict.uri", "strict://one",
                "flipper.strict.base-key", "one",
                "flipper.client.b.store", "strict",
                "flipper.client.b.strict.uri", "strict://two",
                "flipper.client.b.strict.timeout", "2s");
        try (Application application = Application.start(settings)) {
            assertThat(application).isNotNull();
            assertThat(StrictStoreProvider.SETTINGS)
                    .containsExactly(
                            "strict.uri=strict://two",
                            "strict.timeout=PT2S",
                            "strict-thread (daemon)",
                            "strict.uri=strict://one",
                            "strict.base-key=one",
                            "strict-thread (daemon)");
        }
    }

    @Test
    void environmentVariablesConfigureAClient() {
        Map<String, String> environment = Map.of(
                "FLIPPER_CLIENT_BILLING_STORE", "strict",
                "FLIPPER_CLIENT_BILLING_STRICT_URI", "strict://there",
                "FLIPPER_CLIENT_BILLING_STRICT_BASE_KEY", "bills");
        try (Application application = Application.start(Map.of(), environment, Accountant.class)) {
            assertThat(application.get(Accountant.class).billing.name()).isEqualTo("billing");
            assertThat(StrictStoreProvider.SETTINGS).contains("strict.uri=strict://there", "strict.base-key=bills");
        }
    }

    @Dependent
    static class OddlyNamed {
        @Inject
        @FlipperClient("My-Client")
        FeatureFlagClient features;
    }

    @Test
    void aVariableMeansTheNameThatTheApplicationUses() {
        Map<String, String> environment = Map.of("FLIPPER_CLIENT_MY_CLIENT_STORE", "memory");
        try (Application application = Application.start(Map.of(), environment, OddlyNamed.class)) {
            assertThat(application.get(OddlyNamed.class).features.name()).isEqualTo("My-Client");
            assertThat(application.get(
                            FeatureFlagClient.class, Any.Literal.INSTANCE, FlipperClient.Literal.of("My-Client")))
                    .isNotNull();
        }
    }

    @Test
    void aVariableAddsToAClientOfAFile() {
        Map<String, String> settings = Map.of("flipper.client.my-client.strict.uri", "strict://file");
        Map<String, String> environment = Map.of("FLIPPER_CLIENT_MY_CLIENT_STORE", "strict");
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(settings, environment)) {
            assertThat(application).isNotNull();
            assertThat(StrictStoreProvider.SETTINGS).contains("strict.uri=strict://file");
            assertThat(log.messages(1))
                    .containsExactly(
                            "FLIPPER-0001: The feature flag client 'default' is open on the store 'memory', local: none;"
                                    + " flags declared by settings: 0",
                            "FLIPPER-0001: The feature flag client 'my-client' is open on the store 'strict', local:"
                                    + " mirror; flags declared by settings: 0");
        }
    }

    @Test
    void aVariableOfTheDefaultClientHasNoNameInIt() {
        Throwable failure =
                catchThrowable(() -> Application.start(Map.of(), Map.of("FLIPPER_CLIENT_DEFAULT_STRICT_BASE_KEY", "x"))
                        .close());
        assertThat(failure)
                .hasMessageContaining("FLIPPER-1107: FLIPPER_CLIENT_DEFAULT_STRICT_BASE_KEY (from the environment): the"
                        + " default client has no name in its keys; write FLIPPER_STRICT_BASE_KEY\n");
    }

    interface Sound {}

    @WhenEnabled(value = "F", client = "horses")
    static class Loud implements Sound {}

    @WhenDisabled(value = "F", client = "horses")
    static class Quiet implements Sound {}

    @Test
    void anImplementationSwitchAsksAClientThatExists() {
        assertThat(failure(Map.of(), Loud.class, Quiet.class))
                .contains(
                        "FLIPPER-1109: @WhenEnabled(value = \"F\", client = \"horses\") on ",
                        "Loud: there is no client 'horses'. To have one, set");
    }

    @Dependent
    static class Misspelt {
        @Inject
        @FlipperClient("biling")
        Instance<FeatureFlagClient> features;
    }

    @Test
    void aClientThatDoesNotExistIsToldWithTheNearestOneAndTheKeyToSet() {
        assertThat(failure(BILLING, Misspelt.class))
                .contains("FLIPPER-1109: @FlipperClient(\"biling\") in " + CLASS
                        + "Misspelt.features: there is no client 'biling'; did you mean 'billing'? To have one, set"
                        + " flipper.client.biling.store\n");
    }

    @Dependent
    static class Listener {
        void heard(@Observes @FlipperClient("biling") @Post FlagEvent event) {}
    }

    @Test
    void anObserverListensToAClientThatExists() {
        assertThat(failure(BILLING, Listener.class))
                .contains(
                        "FLIPPER-1109: @FlipperClient(\"biling\") on what is observed by " + CLASS
                                + "Listener.heard(dev.flipper.event.FlagEvent): there is no client 'biling'; did you mean 'billing'?");
    }

    @Dependent
    static class Unnamed {
        @Inject
        FeatureFlag none;

        @Inject
        @Any
        Provider<FeatureFlag> any;

        @Inject
        @FlipperClient("billing")
        FeatureFlag ofBilling;

        @Inject
        @Any
        Instance<FeatureFlag> chosenLater;
    }

    @Test
    void aHandleNeedsTheNameOfItsFlag() {
        assertThat(failure(BILLING, Unnamed.class))
                .contains("3 problems")
                .contains("FLIPPER-1110: A FeatureFlag is injected in " + CLASS
                        + "Unnamed.none without its name; add @Flag(\"…\") to say which flag\n")
                .contains("Unnamed.any without its name")
                .contains("Unnamed.ofBilling without its name");
    }

    @ApplicationScoped
    static class OwnMaker {

        @Produces
        @FlipperClient("own")
        FeatureFlagClient own = FeatureFlagClient.open(new MemoryFeatureFlagStore());

        @Produces
        FeatureFlag fixed() {
            return own.get("FIXED");
        }
    }

    @Dependent
    static class OwnUser {
        @Inject
        @FlipperClient("own")
        FeatureFlagClient own;

        @Inject
        FeatureFlag fixed;
    }

    @Test
    void anApplicationMayMakeClientsAndHandlesItself() {
        try (Application application = Application.start(Map.of(), OwnMaker.class, OwnUser.class)) {
            OwnUser user = application.get(OwnUser.class);
            assertThat(user.fixed.name()).isEqualTo("FIXED");
            assertThat(user.own.name()).isEqualTo("default");
        }
    }

    private static String failure(Map<String, String> settings, Class<?>... beanClasses) {
        Throwable failure =
                catchThrowable(() -> Application.start(settings, beanClasses).close());
        assertThat(failure).isInstanceOf(DefinitionException.class);
        return failure.getMessage();
    }
}
