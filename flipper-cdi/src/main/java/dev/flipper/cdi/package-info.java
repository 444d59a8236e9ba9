/**
 * Feature flags in Jakarta EE applications. The {@linkplain dev.flipper.cdi.FlipperExtension extension} gives
 * {@code @Inject FeatureFlagClient} and {@code @Inject @Flag("…") FeatureFlag}, {@link dev.flipper.cdi.FeatureToggle}
 * switches methods, and changes of flags are CDI events with the qualifiers {@link dev.flipper.cdi.Pre} and
 * {@link dev.flipper.cdi.Post}.
 */
@NullMarked
package dev.flipper.cdi;

import org.jspecify.annotations.NullMarked;
