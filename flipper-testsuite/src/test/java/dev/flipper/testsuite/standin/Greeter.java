package dev.flipper.testsuite.standin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@ApplicationScoped
public class Greeter {

    @Inject
    @ConfigProperty(name = "flipper.greeting")
    private String greeting;

    public String greet() {
        return greeting;
    }
}
