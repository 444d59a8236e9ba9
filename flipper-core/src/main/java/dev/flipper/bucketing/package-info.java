/** Bucketers: enable a flag for a percentage of calls or users, and ramps that move the percentage over time. */
@NullMarked
package dev.flipper.bucketing;

import org.jspecify.annotations.NullMarked;
