/**
 * Settings that parts of Flipper declare, stores and whatever joins in with a client: keys, and which values are right.
 */
@NullMarked
package dev.flipper.setting;

import org.jspecify.annotations.NullMarked;
