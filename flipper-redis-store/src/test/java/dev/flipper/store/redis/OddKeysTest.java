package dev.flipper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.FeatureFlag;
import dev.flipper.FlagAlreadyExistsException;
import dev.flipper.FlagFormatException;
import dev.flipper.Reason;
import dev.flipper.store.testing.Local;
import dev.flipper.store.testing.LoggedLines;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** Keys under the base key that others have put there, and that are no flags. */
class OddKeysTest {

    private static RedisProcess server;
    private static Jedis redis;

    private final LoggedLines log = new LoggedLines();

    @BeforeAll
    static void start() {
        server = RedisProcess.start(RedisVersion.EMBEDDED);
        redis = new Jedis("127.0.0.1", server.port());
    }

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @AfterEach
    void release() {
        redis.flushAll();
        log.close();
    }

    private enum Odd {
        HASH("Redis has something else than a string there") {
            @Override
            void put(String key) {
                redis.hset(key, "field", "value");
            }
        },
        LIST("Redis has something else than a string there") {
            @Override
            void put(String key) {
                redis.rpush(key, "a", "b");
            }
        },
        JUNK("it is not a text in UTF-8") {
            @Override
            void put(String key) {
                redis.set(key.getBytes(UTF_8), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
            }
        },
        TEXT("") {
            @Override
            void put(String key) {
                redis.set(key, "no JSON");
            }
        },
        EMPTY("") {
            @Override
            void put(String key) {
                redis.set(key, "");
            }
        },
        OTHER_NAME("it says that its name is 'good'") {
            @Override
            void put(String key) {
                redis.set(key, redis.get("features/good"));
            }
        };

        final String problem;

        Odd(String problem) {
            this.problem = problem;
        }

        abstract void put(String key);
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
            odd.put("features/odd");
            if (local == Local.MIRROR) {
                Node.eventually(() -> assertThat(node.features.exists("odd")).isTrue());
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
            assertThat(node.features.isEnabled("odd", true)).isTrue();
            assertThatExceptionOfType(FlagAlreadyExistsException.class).isThrownBy(() -> node.features.create("odd"));
            assertThatExceptionOfType(FlagFormatException.class)
                    .isThrownBy(() -> node.features.enable("odd"))
                    .withMessageContaining(odd.problem);
            node.features.destroy("odd");
            assertThat(redis.exists("features/odd")).isFalse();
            assertThat(node.features.exists("odd")).isFalse();
            assertThat(log.warnings())
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("The check of the flag 'odd' came to no verdict: ");
        }
    }

    /** There is no name by which it could be asked for. */
    @ParameterizedTest
    @EnumSource
    void aKeyThatIsNoTextIsPassedOver(Local local) {
        byte[] key = {'f', 'e', 'a', 't', 'u', 'r', 'e', 's', '/', (byte) 0xff};
        redis.set(key, "anything".getBytes(UTF_8));
        try (Node node = Node.of(server, local)) {
            node.features.create("good", true);
            assertThat(names(node)).containsExactly("good");
            redis.set(key, "anything else".getBytes(UTF_8));
            assertThat(names(node)).containsExactly("good");
            assertThat(log.warnings())
                    .containsExactly("Under the base key 'features' in Redis at " + server
                            + " there are keys that are not UTF-8, and so no flags: they are passed over");
            assertThat(redis.exists(key)).isTrue();
        }
    }

    private static List<String> names(Node node) {
        return node.features.list().stream().map(FeatureFlag::name).toList();
    }
}
