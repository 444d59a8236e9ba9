package dev.flipper.testsuite.standin;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

@Stateless
public class GreeterEjb {

    @Inject
    private Greeter greeter;

    public String greet() {
        return greeter.greet() + " from an EJB";
    }
}
