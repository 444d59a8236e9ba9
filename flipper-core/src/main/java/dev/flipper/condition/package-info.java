/** Conditions: enable a flag for a part of the users only, by the attributes of the call. */
@NullMarked
package dev.flipper.condition;

import org.jspecify.annotations.NullMarked;
