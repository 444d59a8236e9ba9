package dev.flipper.testsuite;

import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.event.container.AfterStart;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Tells the server's part of the tests that Arquillian has started it. Found by Arquillian as a service. */
public class ServerStart implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(ServerStart.class);
    }

    public void started(@Observes AfterStart event) throws DeploymentException {
        TestServer.current().started(event.getDeployableContainer());
    }
}
