package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.FeatureFlagClient;
import dev.flipper.StoreException;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.event.EventType;
import dev.flipper.json.JsonFormatException;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.StandardMBean;
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

    private static final ObjectName GONE = Management.name("test:name=gone");

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
                .hasMessageStartingWith("The attributes cannot be read: line 1, column ")
                .hasMessageEndingWith(";\nright is a JSON object such as {\"user_id\": 1}");
    }

    private void assertRefused(ThrowingCallable call, String start, String end) {
        String before = client.getDefinition("HORSE").toJson();
        assertReadable(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(start)
                .hasMessageEndingWith(end);
        assertThat(client.getDefinition("HORSE").toJson()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | The conditions must not be empty",
                "| The conditions must not be empty",
                "[ | The conditions cannot be read: line 1, column ",
                "{} | The conditions cannot be read: conditions: an array is expected, not an object",
                "[1] | The conditions cannot be read: conditions[0]: an object is expected, not a number",
                "[{}] | The conditions cannot be read: conditions[0]: it compares nothing; leave it out",
                "[{\"a\": []}] | The conditions cannot be read: conditions[0].a: it compares nothing; leave it out",
                "[{\"a\": {}}] | The conditions cannot be read: conditions[0].a: an array is expected, not an object",
                "[{\"a\": [1]}] | The conditions cannot be read: conditions[0].a[0]: an object is expected",
                "[{\"a\": [{}]}] | The conditions cannot be read: conditions[0].a[0]: the member 'variable' is missing",
                "[{\"a\": [{\"variable\": \"a\", \"value\": 1}]}] | The conditions cannot be read:"
                        + " conditions[0].a[0]: the member 'operator' is missing",
                "[{\"a\": [{\"variable\": \"a\", \"operator\": null}]}] | The conditions cannot be read:"
                        + " conditions[0].a[0]: the member 'value' is missing",
                "[{\"a\": [{\"variable\": \"b\", \"value\": 1, \"operator\": null}]}] | The conditions cannot be read:"
                        + " conditions[0].a[0].variable: it has to be the name that the list has, 'a'",
                "[{\"a\": [{\"variable\": \"a\", \"value\": 1, \"operator\": 2}]}] | The conditions cannot be read:"
                        + " conditions[0].a[0].operator: a string is expected, not a number",
                "[{\"a\": [{\"variable\": \"a\", \"value\": 1, \"operator\": \"like\"}]}] | The conditions cannot be"
                        + " read: conditions[0].a[0].operator: The condition key 'a__like' has the unknown operator"
                        + " 'like'; known are gt, gte, lt, lte, ne, in, not_in, and no operator for equality",
                "[{\"a\": [{\"variable\": \"a\", \"value\": 1, \"operator\": \"in\"}]}] | The conditions cannot be"
                        + " read: conditions[0].a[0].value: the operator 'in' needs an array",
                "[{\"\": [{\"variable\": \"\", \"value\": 1, \"operator\": null}]}] | The conditions cannot be read:"
                        + " conditions[0].[0].operator: The condition key '' names no attribute",
                "[{\"a__gt\": [{\"variable\": \"a__gt\", \"value\": 1, \"operator\": null}]}] | The conditions cannot"
                        + " be read: conditions[0].a__gt[0].operator: 'a__gt' would be stored as an operator on the"
                        + " attribute 'a': '__' separates attribute and operator",
                "[{\"a\": [{\"variable\": \"a\", \"value\": 1, \"operator\": null}, {\"variable\": \"a\", \"value\":"
                        + " 2, \"operator\": null}]}] | The conditions cannot be read: conditions[0].a[1]: the same"
                        + " operator was there before"
            })
    void conditionsThatAreNone(String json, String start) {
        assertRefused(
                () -> management.set(FLAG, "ConditionsJson", json),
                start,
                ";\nright is a JSON array in the stored form, such as\n[{\"horses\": [{\"variable\": \"horses\","
                        + " \"value\": 9000, \"operator\": \"gt\"}]}]\nwith the operator null for equality, and [] for"
                        + " no conditions");
    }

    @Test
    void aMemberThatStandsTwiceWouldLoseOne() {
        String comparisons = "[{\"variable\": \"a\", \"value\": 1, \"operator\": null}]";
        assertRefused(
                () -> management.set(
                        FLAG, "ConditionsJson", "[{\"a\": " + comparisons + ", \"a\": " + comparisons + "}]"),
                "The conditions cannot be read: line 1, column 62: there are two members 'a';\nright is ",
                "");
        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> management.set(FLAG, "BucketerJson", "{\"type\": \"NoOpBucketer\", \"type\": \"NoOpBucketer\"}"),
            () -> management.call(FLAG, "addCondition", "a", "", "{\"b\": 1, \"b\": 1}"),
            () -> management.call(FLAG, "mergeClientData", "{\"b\": 1, \"b\": 1}"),
            () -> management.call(FLAG, "evaluate", "{\"b\": 1, \"b\": 1}")
        }) {
            assertRefused(call, "The ", "");
        }
    }

    @Test
    void aVetoThatCannotSayWhatItIs() {
        class Mute extends RuntimeException {

            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw this;
            }
        }
        client.events().on(EventType.PRE_ENABLE, event -> {
            throw new Mute();
        });

        assertReadable(() -> management.set(FLAG, "Enabled", true))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(Mute.class.getName());
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @Test
    void whatIsNestedTooDeep() {
        String condition = "[{\"a\": [{\"variable\": \"a\", \"operator\": null, \"value\": %s}]}]";
        assertRefused(
                () -> management.set(FLAG, "ConditionsJson", String.format(condition, nested(600))),
                "The conditions cannot be read: line 1, column ",
                "[] for no conditions");
        // Fits on its own, and not into the flag.
        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> management.set(FLAG, "ConditionsJson", String.format(condition, nested(508))),
            () -> management.call(FLAG, "addCondition", "a", "", nested(512)),
            () -> management.call(FLAG, "mergeClientData", "{\"a\": " + nested(511) + "}")
        }) {
            assertRefused(call, "", "nested deeper than 512 (does it contain itself?)");
        }
        assertRefused(
                () -> management.set(FLAG, "BucketerJson", nested(600)), "The bucketer cannot be read: line 1", "none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| gt | 1 | The attribute of the condition is missing; give a name such as horses |",
                "`` | gt | 1 | The attribute of the condition is missing; give a name such as horses |",
                "a | like | 1 | The condition key 'a__like' has the unknown operator 'like'; known are gt, gte, lt, lte,"
                        + " ne, in, not_in, and | no operator for equality",
                "a | > | 1 | The condition key 'a__>' has the unknown operator '>'; known are gt, |",
                "a | b__gt | 1 | 'a__b__gt' would be stored as the attribute 'a__b__gt': '__' separates | either",
                "a__b | gt | 1 | 'a__b__gt' would be stored as the attribute 'a__b__gt': '__' separates | either",
                "a_ | gt | 1 | The condition key 'a___gt' has the unknown operator '_gt' |",
                "a | gt | | The value of the condition must not be empty |",
                "a | gt | city | The value of the condition cannot be read: line 1, column |",
                "a | gt | 1 2 | The value of the condition cannot be read: line 1, column |",
                "a | gt | 1e999 | The value of the condition cannot be read: line 1, column |",
                "a | in | 1 | The operator 'in' needs a JSON array, such as | [\"city\", \"farm\"]",
                "a | not_in | \"city\" | The operator 'not_in' needs a JSON array, such as | [\"city\", \"farm\"]",
            })
    void aComparisonThatIsNone(String attribute, String operator, String value, String start, String end) {
        assertRefused(
                () -> management.call(FLAG, "addCondition", attribute, operator, value), start, end == null ? "" : end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| The bucketer must not be empty",
                "` ` | The bucketer must not be empty",
                "{ | The bucketer cannot be read: line 1, column ",
                "[] | The bucketer cannot be read: bucketer: an object is expected, not an array",
                "{} | The bucketer cannot be read: bucketer: the member 'type' is missing",
                "{\"type\": \"Tenant\"} | The bucketer cannot be read: bucketer.type: the bucketer type 'Tenant' is not"
                        + " known here",
                "{\"type\": \"PercentageBucketer\", \"percentage\": {\"type\": \"Percentage\", \"value\": 50}} | The"
                        + " bucketer cannot be read: bucketer.percentage.value: The percentage is 50, but must be from"
                        + " 0 to 1: 50 % is 0.5; for 50 % give 0.5",
                "{\"type\": \"PercentageBucketer\", \"percentage\": 0.5} | The bucketer cannot be read:"
                        + " bucketer.percentage: an object is expected, not a number",
                "{\"type\": \"PercentageBucketer\"} | The bucketer cannot be read: bucketer: the member 'percentage' is"
                        + " missing",
            })
    void aBucketerThatIsNone(String json, String start) {
        assertRefused(
                () -> management.set(FLAG, "BucketerJson", json),
                start,
                ";\nright is a JSON object in the stored form, such as\n{\"type\": \"PercentageBucketer\", \"percentage\":"
                        + " {\"type\": \"Percentage\", \"value\": 0.25}}\nor {\"type\": \"NoOpBucketer\"} for none");
    }

    @Test
    void aPercentageThatIsNone() {
        client.setBucketer("HORSE", new PercentageBucketer(Percentage.of(0.5)));

        assertRefused(
                () -> management.set(FLAG, "Percentage", 50.0),
                "The percentage is 50, but must be from 0 to 1: 50 % is 0.5; for 50 % give 0.5",
                "");
        assertRefused(() -> management.set(FLAG, "Percentage", 50), "The percentage is 50, but", "");
        assertRefused(
                () -> management.set(FLAG, "Percentage", Double.NaN),
                "The percentage is NaN, but must be from 0 to 1: 50 % is 0.5",
                "");
        assertRefused(
                () -> management.set(FLAG, "Percentage", -0.1), "The percentage is -0.1, but must be from 0 to 1", "");
        assertRefused(
                () -> management.set(FLAG, "Percentage", null),
                "The percentage is missing (null); give a number from 0 to 1, such as 0.25 for 25 %",
                "");
    }

    @Test
    void aPercentageWhereThereIsNone() {
        assertReadable(() -> management.set(FLAG, "Percentage", 0.5))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The flag 'HORSE' has no percentage, its bucketer is 'NoOpBucketer'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| The client data must not be empty",
                "` ` | The client data must not be empty",
                "[] | The client data cannot be read: client data: an object is expected, not an array",
                "{\"a\" 1} | The client data cannot be read: line 1, column ",
                "{\"a\": 1e999} | The client data cannot be read: line 1, column ",
            })
    void clientDataThatIsNone(String json, String start) {
        assertRefused(
                () -> management.call(FLAG, "mergeClientData", json),
                start,
                ";\nright is a JSON object such as {\"owner\": \"stable\", \"ticket\": 4711}");
    }

    @Test
    void clientDataThatIsNotThere() {
        client.setClientData("HORSE", Map.of("owner", "stable"));

        assertRefused(
                () -> management.call(FLAG, "removeClientData", "ownr"),
                "The flag 'HORSE' has no client data of the key 'ownr'; its keys are [owner]",
                "");
        assertRefused(
                () -> management.call(FLAG, "removeClientData", (Object) null),
                "The key of the client data is missing (null)",
                "");
    }

    @Test
    void aTypeThatIsAnother() {
        for (String attribute : new String[] {"Enabled", "Percentage", "ConditionsJson", "BucketerJson"}) {
            assertThatThrownBy(() -> management.set(FLAG, attribute, new Object[] {1}))
                    .isInstanceOf(InvalidAttributeValueException.class);
        }
        assertThatThrownBy(() -> management.set(FLAG, "Enabled", null))
                .isInstanceOf(InvalidAttributeValueException.class);
        assertThatThrownBy(() -> management.set(FLAG, "Conditions", null))
                .isInstanceOf(AttributeNotFoundException.class);
    }

    /** The flag is gone, and its bean is still called. */
    @Test
    void aFlagThatIsGoneUnnoticed() throws Exception {
        FlagBean bean = new FlagBean(client, "UNICORN", new JmxCalls(null), InstantSource.system());
        server.registerMBean(new StandardMBean(bean, FeatureFlagMXBean.class, true), GONE);

        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> management.set(GONE, "Enabled", true),
            () -> management.set(GONE, "ConditionsJson", "[]"),
            () -> management.set(GONE, "BucketerJson", "{\"type\": \"NoOpBucketer\"}"),
            () -> management.set(GONE, "Percentage", 0.5),
            () -> management.call(GONE, "addCondition", "a", "gt", "1"),
            () -> management.call(GONE, "mergeClientData", "{}"),
            () -> management.call(GONE, "removeClientData", "a"),
            () -> management.call(GONE, "destroy"),
            () -> management.get(GONE, "Conditions"),
            () -> management.get(GONE, "Bucketer"),
            () -> management.get(GONE, "Percentage"),
            () -> management.get(GONE, "ClientData"),
        }) {
            assertReadable(call)
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no flag 'UNICORN': create it first, or check the spelling");
        }
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
