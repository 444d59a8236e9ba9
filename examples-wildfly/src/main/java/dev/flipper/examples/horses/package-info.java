/** A small application whose horses sound as their flags say. */
@NullMarked
package dev.flipper.examples.horses;

import org.jspecify.annotations.NullMarked;
