/**
 * Flags in Consul's key/value store, shared by all who know the cluster, and the provider by which settings choose it.
 */
@NullMarked
package dev.flipper.store.consul;

import org.jspecify.annotations.NullMarked;
