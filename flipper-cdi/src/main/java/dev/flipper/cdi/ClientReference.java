package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;

/** Stands for the application's client where a bean that holds it is passivated. */
record ClientReference() implements Serializable {

    private Object readResolve() {
        return CDI.current().select(FeatureFlagClient.class).get();
    }
}
