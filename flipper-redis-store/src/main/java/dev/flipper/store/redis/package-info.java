/**
 * Flags in Redis: {@link dev.flipper.store.redis.RedisFeatureFlagStore}, and the provider by which settings choose it.
 */
@NullMarked
package dev.flipper.store.redis;

import org.jspecify.annotations.NullMarked;
