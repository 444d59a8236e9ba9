/** Events: be told before and after each change of a flag, and of changes that came from elsewhere. */
@NullMarked
package dev.flipper.event;

import org.jspecify.annotations.NullMarked;
