/** Flags in Redis, shared by all who know the server, and the provider by which settings choose them. */
@NullMarked
package dev.flipper.store.redis;

import org.jspecify.annotations.NullMarked;
