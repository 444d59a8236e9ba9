package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each message about a wrong setting, in full. */
class SettingsProblemsTest {

    private static final String SOURCE = " (from PropertiesConfigSource[source=test settings]): ";
    private static final String ONE = "Flipper found a problem in the deployment:\n  ";

    @BeforeEach
    void forget() {
        RecordingStoreProvider.LIFE.clear();
    }

    private static String failure(Map<String, String> settings, Class<?>... beanClasses) {
        Throwable failure =
                catchThrowable(() -> Application.start(settings, beanClasses).close());
        assertThat(failure).isInstanceOf(DefinitionException.class);
        return failure.getMessage();
    }

    private static void assertProblem(Map<String, String> settings, String message) {
        assertThat(failure(settings)).contains(ONE + message + "\n");
    }

    @Test
    void aStoreThatIsNotOnTheClassPathHasAnArtifact() {
        assertProblem(
                Map.of("flipper.store", "redis"),
                "FLIPPER-1001: flipper.store=redis" + SOURCE + "there is no store 'redis' on the class path. Add the"
                        + " artifact dev.flipper:flipper-redis-store. Known are: memory, recording, strict");
        for (String store : new String[] {"jpa", "consul", "s3", "thrift"}) {
            assertThat(failure(Map.of("flipper.store", store)))
                    .contains("Add the artifact dev.flipper:flipper-" + store + "-store");
        }
    }

    @Test
    void anAddressInPlaceOfAStoreIsShownWithoutItsPassword() {
        String failure = failure(
                Map.of("flipper.store", "redis://me:hunter2@host", "flipper.replicas", "strict, s3://me:hunter2@host"));
        assertThat(failure)
                .contains("flipper.store=redis://me:***@host" + SOURCE + "there is no store 'redis://me:***@host'")
                .contains("flipper.replicas=strict, s3:***@host" + SOURCE + "there is no store 's3://me:***@host'")
                .doesNotContain("hunter2");
    }

    @Test
    void aMisspeltStoreIsNearToOneThatExists() {
        assertThat(failure(Map.of("flipper.store", "memroy"))).contains("Did you mean 'memory'? Known are");
        assertThat(failure(Map.of("flipper.store", "redsi")))
                .contains("Did you mean 'redis', with the artifact dev.flipper:flipper-redis-store? Known are");
    }

    @Test
    void aWrongValueNamesKeyValueSourceAndWhatWouldBeRight() {
        assertProblem(
                Map.of("flipper.local", "mirrored"),
                "FLIPPER-1101: flipper.local=mirrored" + SOURCE + "it has to be one of mirror, cache, none");
    }

    @Test
    void allWrongSettingsOfAStoreAreToldAndSecretsAreNotShown() {
        String failure = failure(Map.of(
                "flipper.store", "strict",
                "flipper.strict.uri", "strict://me:hunter2@my host",
                "flipper.strict.port", "70000",
                "flipper.strict.timeout", "2",
                "flipper.strict.create", "yes",
                "flipper.strict.pin", "12345"));
        assertThat(failure)
                .contains("5 problems")
                .contains("FLIPPER-1101: flipper.strict.uri=strict://me:***@my host" + SOURCE
                        + "it has to be an address as strict://host:4242 (Illegal character in authority at index 9:"
                        + " strict://me:***@my host)")
                .contains("FLIPPER-1101: flipper.strict.port=70000" + SOURCE
                        + "it has to be a whole number from 1 to 65535")
                .contains("FLIPPER-1101: flipper.strict.timeout=2" + SOURCE
                        + "it has to be a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S")
                .contains("FLIPPER-1101: flipper.strict.create=yes" + SOURCE + "it has to be true or false")
                .contains("FLIPPER-1101: flipper.strict.pin=***" + SOURCE
                        + "it has to be a whole number from 1000 to 9999")
                .doesNotContain("hunter2", "12345");
    }

    @Test
    void aStoreCannotBeWithoutWhatItRequires() {
        assertProblem(
                Map.of("flipper.client.billing.store", "strict"),
                "FLIPPER-1102: flipper.client.billing.strict.uri is missing: the store 'strict' of the client 'billing'"
                        + " cannot be without it; it has to be an address as strict://host:4242");
    }

    @Test
    void theSettingsOfAStoreThatIsNotChosenAreNotJudged() {
        try (Application application = Application.start(Map.of("flipper.strict.port", "many"))) {
            assertThat(application).isNotNull();
        }
    }

    @Test
    void aReplicaIsOfAnotherKind() {
        assertProblem(
                Map.of("flipper.store", "recording", "flipper.replicas", "memory, recording"),
                "FLIPPER-1105: flipper.replicas=memory, recording" + SOURCE
                        + "'recording' is the store of the client or another replica already, and would have the same"
                        + " settings; a replica has to be of another kind");
        assertThat(failure(Map.of("flipper.replicas", "recording,recording")))
                .contains("FLIPPER-1105: flipper.replicas=recording,recording");
    }

    @Test
    void replicasAreJudgedAsStoresAre() {
        assertThat(failure(Map.of("flipper.replicas", "strict, redis")))
                .contains("FLIPPER-1001: flipper.replicas=strict, redis" + SOURCE + "there is no store 'redis'")
                .contains("FLIPPER-1102: flipper.strict.uri is missing");
    }

    @Test
    void aFlagIsDeclaredOnce() {
        assertProblem(
                Map.of("flipper.flags.F", "true", "flipper.flags.\"F\"", "false"),
                "FLIPPER-1106: The flag 'F' is declared twice, and differently: flipper.flags.\"F\"=false"
                        + " (from PropertiesConfigSource[source=test settings]) and flipper.flags.F=true"
                        + " (from PropertiesConfigSource[source=test settings])");
        try (Application application =
                Application.start(Map.of("flipper.flags.F", "true", "flipper.flags.\"F\"", "true"))) {
            assertThat(application).isNotNull();
        }
    }

    @Test
    void theKeysOfTheDefaultClientHaveNoName() {
        assertProblem(
                Map.of("flipper.client.default.store", "memory"),
                "FLIPPER-1107: flipper.client.default.store (from PropertiesConfigSource[source=test settings]): the"
                        + " default client has no name in its keys; write flipper.store");
    }

    @Test
    void clientsHaveSimpleNames() {
        assertProblem(
                Map.of("flipper.client.\"billing\".store", "memory"),
                "FLIPPER-1108: flipper.client.\"billing\".store (from PropertiesConfigSource[source=test settings]):"
                        + " '\"billing\"' cannot be the name of a client; it has to consist of letters, digits, '-' and"
                        + " '_', without quotes");
    }

    @Test
    void anExpressionComesToSomething() {
        assertProblem(
                Map.of("flipper.store", "recording", "flipper.recording.uri", "hunter2@${RECORDING_HOST}"),
                "FLIPPER-1112: flipper.recording.uri" + SOURCE
                        + "${RECORDING_HOST} comes to nothing; set what it refers to, or give a default");
        Map<String, String> settings =
                Map.of("flipper.store", "recording", "flipper.recording.uri", "${RECORDING_HOST:localhost}");
        try (Application application = Application.start(settings)) {
            assertThat(RecordingStoreProvider.LIFE).containsExactly("opened localhost");
            assertThat(application).isNotNull();
        }
    }

    @Test
    void aStoreThatCannotBeOpenedFailsTheStartAndLeavesNothingOpen() {
        Map<String, String> settings = Map.of(
                "flipper.store", "recording",
                "flipper.client.zoo.store", "recording",
                "flipper.client.zoo.recording.failure", "user and password go together");
        Throwable failure = catchThrowable(() -> Application.start(settings).close());
        assertThat(failure)
                .hasStackTraceContaining(DeploymentException.class.getName()
                        + ": FLIPPER-1113: The feature flag client 'zoo' cannot be opened on the store 'recording', local:"
                        + " mirror: user and password go together");
        assertThat(RecordingStoreProvider.LIFE).containsExactly("opened nothing", "closed");
    }

    @Test
    void anEmptyValueIsNone() {
        try (Application application = Application.start(Map.of("flipper.store", "", "flipper.local", ""))) {
            assertThat(application).isNotNull();
        }
    }

    @Test
    void problemsOfAllClientsAreToldAtOnce() {
        assertThat(failure(
                        Map.of(
                                "flipper.store", "redis",
                                "flipper.local", "x",
                                "flipper.client.a.store", "strict",
                                "flipper.client.b.cache.size", "0",
                                "flipper.client.b.cache.ttl", "0s",
                                "flipper.client.b.local", "cache",
                                "flipper.client.b.flags.F", "50"),
                        DeploymentProblemsTest.RedirectMissing.class))
                .contains("7 problems")
                .contains("FLIPPER-1001: flipper.store=redis")
                .contains("FLIPPER-1101: flipper.local=x")
                .contains("FLIPPER-1102: flipper.client.a.strict.uri is missing")
                .contains("FLIPPER-1101: flipper.client.b.cache.size=0" + SOURCE
                        + "it has to be a whole number, 1 or more")
                .contains("FLIPPER-1101: flipper.client.b.cache.ttl=0s" + SOURCE
                        + "it has to be a duration from 1ms to 365d")
                .contains("FLIPPER-1002: flipper.client.b.flags.F=50")
                .contains("FLIPPER-1005");
    }
}
