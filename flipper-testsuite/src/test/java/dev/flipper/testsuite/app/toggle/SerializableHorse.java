package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import jakarta.enterprise.context.Dependent;
import java.io.Serializable;

/** As beans are that the server passivates. */
@Dependent
public class SerializableHorse implements Serializable {

    private static final long serialVersionUID = 1L;

    @FeatureToggle(value = "SOUND", redirect = "old")
    public String sound() {
        return "new";
    }

    String old() {
        return "old";
    }
}
