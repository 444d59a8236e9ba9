/**
 * Feature flags: ship code switched off and turn it on, for everyone, for some users or for a percentage, without a
 * release. Start with {@link dev.flipper.FeatureFlagClient}.
 *
 * <p>Throughout Flipper a parameter that is not annotated {@code @Nullable} must not be null; a null is answered with a
 * {@link java.lang.NullPointerException}.
 */
@NullMarked
package dev.flipper;

import org.jspecify.annotations.NullMarked;
