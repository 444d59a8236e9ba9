package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.StoreException;
import dev.flipper.event.EventType;
import dev.flipper.json.JsonFormatException;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.io.IOException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller without Flipper's classes gets when something is wrong. */
class ReadableErrorsTest {

    private static final ObjectName CLIENT = Management.name("dev.flipper:type=FeatureFlagClient,name=\"default\"");
    private static final ObjectName FLAG =
            Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Management management = new Management(server);
    private final HookedStore store = new HookedStore(new MemoryFeatureFlagStore());
    private FeatureFlagClient client;
    private ClientRegistration registration;

    @BeforeEach
    void open() {
        client = FeatureFlagClient.open(store);
        registration = ClientRegistration.open(server, client, new JmxSettings(100, false));
        client.create("HORSE");
    }

    @AfterEach
    void close() {
        registration.close();
        client.close();
    }

    /** An exception of a class that the caller has, all the way down. */
    private static AbstractThrowableAssert<?, ?> assertReadable(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(RuntimeMBeanException.class);
        for (Throwable part = thrown; part != null; part = part.getCause()) {
            assertThat(part.getClass().getModule().getName()).startsWith("java.");
            assertThat(part.getSuppressed()).isEmpty();
        }
        return assertThat(thrown.getCause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable", "disable", "destroy"})
    void anUnknownFlag(String operation) {
        assertReadable(() -> management.call(CLIENT, operation, "UNICORN"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no flag 'UNICORN': create it first, or check the spelling");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable", "disable", "destroy"})
    void aNull(String operation) {
        assertReadable(() -> management.call(CLIENT, operation, (Object) null))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of the flag is missing (null)");
    }

    @Test
    void aFlagThatExists() {
        client.enable("HORSE");

        assertReadable(() -> management.call(CLIENT, "create", "HORSE", false))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'HORSE' exists already");
        assertThat(client.isEnabled("HORSE")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'', must not be empty", "'two\nlines', U+000A"})
    void aNameThatIsNotAllowed(String name, String message) {
        assertReadable(() -> management.call(CLIENT, "create", name, true))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(client.list()).hasSize(1);
    }

    @Test
    void aNegativeNumber() {
        assertReadable(() -> management.call(CLIENT, "list", -1, 0))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "1", "null", "String", "{\"a\": 1} x", "{\"\": 1}", "{\"a\": 1e999}", "{a: 1}"})
    void attributesThatAreNone(String json) {
        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> management.call(CLIENT, "evaluate", "HORSE", json), () -> management.call(FLAG, "evaluate", json)
        }) {
            assertReadable(call)
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .message()
                    .containsIgnoringCase("attribute");
        }
    }

    @Test
    void malformedJsonIsPointedOut() {
        assertReadable(() -> management.call(FLAG, "evaluate", "{\"user_id\" 1}"))
                .hasMessageStartingWith(
                        "The attributes have to be a JSON object such as {\"user_id\": 1}: line 1, column ");
    }

    @Test
    void aVetoWithAClassOfTheApplication() throws Exception {
        client.events().on(EventType.PRE_ENABLE, event -> {
            throw new Frozen();
        });

        assertReadable(() -> management.set(FLAG, "Enabled", true))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(Frozen.class.getName() + ": frozen until Monday");
        assertReadable(() -> management.call(CLIENT, "enable", "HORSE")).hasMessageContaining("frozen until Monday");
        assertThat(management.get(FLAG, "Enabled")).isEqualTo(false);
    }

    @Test
    void aVetoWithAnErrorOfTheApplication() throws Exception {
        client.events().on(EventType.PRE_ENABLE, event -> {
            throw new FrozenError();
        });

        assertReadable(() -> management.call(FLAG, "enable")).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(management.get(FLAG, "Enabled")).isEqualTo(false);
    }

    @Test
    void aVetoInWordsKeepsThem() {
        client.events().on(EventType.PRE_ENABLE, event -> {
            throw new IllegalStateException("frozen");
        });

        assertReadable(() -> management.call(FLAG, "enable"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("frozen");
    }

    @Test
    void subclassesDoNotTravelEither() {
        client.events().on(EventType.PRE_ENABLE, event -> {
            throw new JsonFormatException("here", "wrong", null);
        });

        assertReadable(() -> management.call(FLAG, "enable"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("here: wrong");
    }

    @Test
    void aStoreThatFails() {
        store.beforeGet = name -> {
            throw new StoreException("No connection", new IOException("refused"));
        };

        assertReadable(() -> management.get(FLAG, "Enabled"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("No connection");
        assertReadable(() -> management.call(CLIENT, "enable", "HORSE"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("No connection");
    }

    private static final class Frozen extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Frozen() {
            super("frozen until Monday");
        }
    }

    private static final class FrozenError extends Error {

        private static final long serialVersionUID = 1L;
    }
}
