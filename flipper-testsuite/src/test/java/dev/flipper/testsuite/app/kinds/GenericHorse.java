package dev.flipper.testsuite.app.kinds;

import dev.flipper.cdi.FeatureToggle;
import java.io.IOException;

public class GenericHorse<T> {

    @FeatureToggle(value = "KINDS", redirect = "old")
    public T sound(T rider) throws IOException {
        throw new IOException("new " + rider);
    }
}
