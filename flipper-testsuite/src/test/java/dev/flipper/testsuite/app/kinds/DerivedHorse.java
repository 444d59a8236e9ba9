package dev.flipper.testsuite.app.kinds;

import jakarta.enterprise.context.Dependent;
import java.io.IOException;

@Dependent
public class DerivedHorse extends GenericHorse<String> {

    String old(String rider) throws IOException {
        throw new IOException("old " + rider);
    }
}
