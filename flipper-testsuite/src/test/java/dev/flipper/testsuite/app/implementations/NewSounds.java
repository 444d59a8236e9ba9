package dev.flipper.testsuite.app.implementations;

import dev.flipper.cdi.WhenEnabled;
import jakarta.enterprise.context.ApplicationScoped;

@WhenEnabled("SOUNDS")
@ApplicationScoped
public class NewSounds implements Sounds {
    @Override
    public String sound(long rider) {
        return "Whinny";
    }
}
