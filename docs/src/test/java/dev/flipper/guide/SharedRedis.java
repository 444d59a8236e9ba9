package dev.flipper.guide;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.redis.RedisFeatureFlagStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import redis.clients.jedis.RedisClient;

/** The beans of Redis in docs/stores.md. */
@ApplicationScoped
class SharedRedis {

    /** A test has another one. */
    static String address = "redis://localhost:6379";

    @Produces
    @Singleton
    RedisClient redis() {
        return RedisClient.create(address);
    }

    void close(@Disposes RedisClient redis) {
        redis.close();
    }

    @Produces
    @ApplicationScoped
    FeatureFlagStore flags(RedisClient redis) {
        return RedisFeatureFlagStore.builder(redis).baseKey("stable").build();
    }
}
