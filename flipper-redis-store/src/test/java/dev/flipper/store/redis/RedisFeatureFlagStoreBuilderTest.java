package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

class RedisFeatureFlagStoreBuilderTest {

    /** Nothing listens there, and nobody connects. */
    private final RedisClient client = RedisClient.create("127.0.0.1", 1);

    private final RedisFeatureFlagStoreBuilder builder = RedisFeatureFlagStore.builder(client);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.scanBatchSize(0))
                .withMessage("The scan batch size must be 1 or more, it is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ZERO))
                .withMessage("The timeout must be from a millisecond to a day, it is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.pollInterval(Duration.ofDays(2)))
                .withMessage("The poll interval must be from a millisecond to a day, it is PT48H");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.baseKey(""));
        assertThatNullPointerException().isThrownBy(() -> builder.baseKey(null));
        assertThatNullPointerException().isThrownBy(() -> builder.threadFactory(null));
        assertThatNullPointerException().isThrownBy(() -> RedisFeatureFlagStore.builder(null));
        assertThatNullPointerException().isThrownBy(() -> new RedisFeatureFlagStore((UnifiedJedis) null));
    }

    @Test
    void theEndsOfWhatIsAllowedAreAllowed() {
        assertThatCode(() -> builder.scanBatchSize(1)
                        .timeout(Duration.ofMillis(1))
                        .pollInterval(Duration.ofDays(1))
                        .baseKey("a b/c")
                        .build()
                        .close())
                .doesNotThrowAnyException();
    }
}
