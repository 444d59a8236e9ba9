package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;

/** Stands for a client of the application where a bean that holds it is passivated. */
record ClientReference(String client) implements Serializable {

    private Object readResolve() {
        return CDI.current()
                .select(FeatureFlagClient.class, FlipperClient.Literal.of(client))
                .get();
    }
}
