/** Consul as a server of tests: of the store's own, of the guide's, and of those in an application server. */
@NullMarked
package dev.flipper.store.testing.consul;

import org.jspecify.annotations.NullMarked;
