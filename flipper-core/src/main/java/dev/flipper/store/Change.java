package dev.flipper.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flag as it was stored before a change and after it.
 *
 * @param before the flag before; null if it did not exist, or if what was stored could not be read
 * @param after the flag after; null if it does not exist any more
 */
public record Change(
        @Nullable FlagDefinition before, @Nullable FlagDefinition after) {

    // By hand: what the JDK 17 makes of a record keeps the class loader of the last one, its application gone.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Change change
                && Objects.equals(before, change.before)
                && Objects.equals(after, change.after);
    }

    @Override
    public int hashCode() {
        return Objects.hash(before, after);
    }
}
