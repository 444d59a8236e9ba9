/** Benchmarks of the engine, each beside its limit: what the same could cost at least. */
@NullMarked
package dev.flipper.benchmarks;

import org.jspecify.annotations.NullMarked;
