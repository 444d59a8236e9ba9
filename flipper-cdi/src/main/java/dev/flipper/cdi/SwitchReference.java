package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;

/** Stands for the handler of a switch where a bean that holds an object of it is passivated. */
record SwitchReference(String id) implements Serializable {

    private Object readResolve() {
        return CDI.current()
                .getBeanManager()
                .getExtension(FlipperExtension.class)
                .switchHandler(id);
    }
}
