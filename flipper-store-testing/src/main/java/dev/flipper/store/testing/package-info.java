/**
 * What the tests and the measurements of Flipper's own stores share. Nothing here knows a store: each one starts
 * {@linkplain dev.flipper.store.testing.ServerProcess its server} and says how it is reached.
 */
@NullMarked
package dev.flipper.store.testing;

import org.jspecify.annotations.NullMarked;
