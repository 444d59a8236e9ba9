package dev.flipper.store.consul;

import static dev.flipper.store.testing.StoreNode.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.FeatureFlag;
import dev.flipper.FlagAlreadyExistsException;
import dev.flipper.FlagFormatException;
import dev.flipper.Reason;
import dev.flipper.StoreException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys under the base key that others have put there, and that are no flags. */
class OddKeysTest {

    private static ConsulProcess server;

    private final LoggedLines log = new LoggedLines();

    @BeforeAll
    static void start() {
        server = ConsulProcess.forgetful();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void release() {
        server.api().deleteAll();
        log.close();
    }

    private enum Odd {
        JUNK("it is not a text in UTF-8") {
            @Override
            byte[] value() {
                return new byte[] {(byte) 0xff, 0, (byte) 0xfe};
            }
        },
        TEXT("") {
            @Override
            byte[] value() {
                return "no JSON".getBytes(UTF_8);
            }
        },
        EMPTY("") {
            @Override
            byte[] value() {
                return new byte[0];
            }
        },
        OTHER_NAME("it says that its name is 'good'") {
            @Override
            byte[] value() {
                return flag("good").toJson().getBytes(UTF_8);
            }
        };

        final String problem;

        Odd(String problem) {
            this.problem = problem;
        }

        abstract byte[] value();
    }

    private static FlagDefinition flag(String name) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of());
    }

    static Stream<Arguments> all() {
        return Stream.of(Local.values())
                .flatMap(local -> Stream.of(Odd.values()).map(odd -> Arguments.of(local, odd)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsNoFlagExistsAndCanBeRemoved(Local local, Odd odd) {
        try (Node node = Node.of(server, local)) {
            node.features.create("good", true);
            server.api().send("PUT", "/v1/kv/features/odd", odd.value());
            if (local == Local.MIRROR) {
                eventually(() -> assertThat(node.features.exists("odd")).isTrue());
            }
            assertThat(names(node)).containsExactly("good");
            assertThat(names(node)).containsExactly("good");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("The flag 'odd' is passed over: ")
                    .contains(odd.problem);

            assertThat(node.features.exists("odd")).isTrue();
            assertThat(node.evaluate("odd").reason()).isEqualTo(Reason.ERROR);
            assertThatExceptionOfType(FlagAlreadyExistsException.class).isThrownBy(() -> node.features.create("odd"));
            assertThatExceptionOfType(FlagFormatException.class)
                    .isThrownBy(() -> node.features.enable("odd"))
                    .withMessageContaining(odd.problem);
            node.features.destroy("odd");
            assertThat(node.features.exists("odd")).isFalse();
            assertThat(names(node)).containsExactly("good");
        }
    }

    /** As Consul's user interface makes them. */
    @ParameterizedTest
    @EnumSource
    void aFolderIsNoFlagAndAFlagOfItsNameTakesItsPlace(Local local) {
        server.api().put("features/", "");
        server.api().put("features/horses/", "");
        server.api().put("features/horses/SOUNDS", flag("horses/SOUNDS").toJson());
        try (Node node = Node.of(server, local)) {
            assertThat(names(node)).containsExactly("horses/SOUNDS");
            assertThat(node.features.exists("horses/")).isFalse();
            assertThat(node.store.delete("horses/")).isNull();
            assertThat(node.store.update("horses/", flag -> flag)).isNull();
            assertThat(node.evaluate("horses/").reason()).isEqualTo(Reason.NOT_FOUND);

            node.features.create("horses/", true);
            assertThat(node.evaluate("horses/").reason()).isEqualTo(Reason.ENABLED);
            assertThat(names(node)).containsExactly("horses/", "horses/SOUNDS");
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void neighboursAreNoFlags(Local local) {
        for (String key : List.of("features", "features2/A", "feature/A", "A")) {
            server.api().put(key, flag("A").toJson());
        }
        try (Node node = Node.of(server, local)) {
            assertThat(names(node)).isEmpty();
            assertThat(node.features.exists("A")).isFalse();
            assertThat(log.warnings()).isEmpty();
        }
    }

    /** There is no name by which it could be asked for. */
    @ParameterizedTest
    @EnumSource
    void aKeyThatIsNoTextIsPassedOver(Local local) {
        server.api().send("PUT", "/v1/kv/features/a%FF", "anything".getBytes(UTF_8));
        try (Node node = Node.of(server, local)) {
            node.features.create("b\ufffd", true);
            assertThat(names(node)).containsExactly("b\ufffd");
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void whatCannotBeAKeyIsAbsent() {
        try (ConsulFeatureFlagStore store = new ConsulFeatureFlagStore(server.uri())) {
            assertThat(store.get("\ud800")).isNull();
            assertThat(store.update("\ud800", flag -> flag)).isNull();
            assertThat(store.delete("\ud800")).isNull();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.create(flag("\ud800")))
                    .withMessageContaining("cannot be in Consul: its name has a lone surrogate");
        }
    }

    /** Whoever uses them, they are his. */
    @Test
    void theFlagsThatConsulKeepsForOthersAreKept() {
        server.api()
                .send(
                        "PUT",
                        "/v1/kv/features/A?flags=18446744073709551615",
                        flag("A").toJson().getBytes(UTF_8));
        try (ConsulFeatureFlagStore store = new ConsulFeatureFlagStore(server.uri())) {
            assertThat(store.update("A", flag -> flag.withEnabled(false))).isNotNull();
            assertThat(server.api().send("GET", "/v1/kv/features/A", new byte[0]))
                    .contains("\"Flags\": 18446744073709551615");
        }
    }

    private static List<String> names(Node node) {
        return node.features.list().stream().map(FeatureFlag::name).toList();
    }
}
