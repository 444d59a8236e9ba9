package dev.flipper.testsuite.app;

import dev.flipper.cdi.Flag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

@ApplicationScoped
public class FrozenFlag {

    @Inject
    @Flag("BEAN")
    boolean frozen;

    public boolean frozen() {
        return frozen;
    }
}
