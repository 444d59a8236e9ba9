package dev.flipper.jmx;

import dev.flipper.store.FlagDefinition;
import java.util.Objects;

/**
 * One flag in a list; over JMX a {@link javax.management.openmbean.CompositeData} with these items. Immutable.
 *
 * @param name the name of the flag
 * @param enabled whether it is enabled
 * @param conditions how many conditions it has
 * @param bucketer the type of its bucketer; {@code NoOpBucketer} is none
 */
public record FlagSummary(String name, boolean enabled, int conditions, String bucketer) {

    /**
     * Creates a summary.
     *
     * @param name the name of the flag
     * @param enabled whether it is enabled
     * @param conditions how many conditions it has
     * @param bucketer the type of its bucketer
     * @throws NullPointerException if something is null
     */
    public FlagSummary {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bucketer, "bucketer");
    }

    static FlagSummary of(FlagDefinition flag) {
        return new FlagSummary(
                flag.name(),
                flag.enabled(),
                flag.metadata().conditions().size(),
                flag.metadata().bucketer().type());
    }
}
