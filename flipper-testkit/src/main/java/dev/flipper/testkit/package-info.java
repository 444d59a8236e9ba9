/**
 * For the tests of others: {@link dev.flipper.testkit.FeatureFlagStoreContract} tests a store of one's own against
 * everything that a store promises, {@link dev.flipper.testkit.TestClock} is a clock that stands until it is set.
 */
@NullMarked
package dev.flipper.testkit;

import org.jspecify.annotations.NullMarked;
