/** Flags in a database, by Jakarta Persistence, and the provider by which settings choose it. */
@NullMarked
package dev.flipper.store.jpa;

import org.jspecify.annotations.NullMarked;
