package dev.flipper.testsuite.app.kinds;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

@RequestScoped
public class OldHorse {

    @Inject
    StereotypedHorse neighbour;

    public String sound(String rider) {
        return "old " + rider + " beside " + neighbour.jumps();
    }
}
