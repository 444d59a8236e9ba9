package dev.flipper.testsuite.app.implementations;

import dev.flipper.cdi.WhenDisabled;
import jakarta.enterprise.context.RequestScoped;

@WhenDisabled("SOUNDS")
@RequestScoped
public class OldSounds implements Sounds {
    @Override
    public String sound(long rider) {
        return "Neigh";
    }
}
