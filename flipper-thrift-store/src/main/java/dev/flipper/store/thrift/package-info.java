/** Flags of a service over Thrift: the store that uses it, the server that offers it, and the provider of the store. */
@NullMarked
package dev.flipper.store.thrift;

import org.jspecify.annotations.NullMarked;
