/** Stores: where flags live, and what a store of one's own has to promise. */
@NullMarked
package dev.flipper.store;

import org.jspecify.annotations.NullMarked;
