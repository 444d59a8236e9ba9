package dev.flipper.store.redis;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.SafeEncoder;

/** Commands over a connection each, with their answers as text. */
final class RedisCommands {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int SHORT_MILLIS = 1_000;

    private RedisCommands() {}

    /** Tells whether a server can be talked to: it may ask for a password, but has its data. */
    static boolean answers(int port) {
        try (Jedis jedis = connect(port, SHORT_MILLIS, null)) {
            jedis.ping();
            return true;
        } catch (JedisConnectionException e) {
            return false;
        } catch (JedisDataException e) {
            return !e.getMessage().startsWith("LOADING");
        }
    }

    static String answer(int port, String password, String... words) {
        try (Jedis jedis = connect(port, TIMEOUT_MILLIS, password)) {
            String[] arguments = Arrays.copyOfRange(words, 1, words.length);
            return text(jedis.sendCommand(() -> SafeEncoder.encode(words[0]), arguments));
        }
    }

    private static Jedis connect(int port, int millis, String password) {
        return new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .timeoutMillis(millis)
                        .password(password)
                        .build());
    }

    private static String text(Object answer) {
        if (answer instanceof byte[] bytes) {
            return SafeEncoder.encode(bytes);
        }
        if (answer instanceof List<?> values) {
            return values.stream().map(RedisCommands::text).collect(Collectors.joining("\n"));
        }
        return Objects.toString(answer, "");
    }
}
