package dev.flipper.testsuite.standin;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;

public class RefusingExtension implements Extension {

    void refuse(@Observes AfterBeanDiscovery event) {
        event.addDefinitionError(new DefinitionException("FLIPPER-0001: there is no method oldHorseSound"));
        event.addDefinitionError(new DefinitionException("FLIPPER-0002: there is no store named redsi"));
    }
}
