package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;

/** What the server says about a deployment that it refuses. */
final class DeploymentFailure {

    private DeploymentFailure() {}

    /** Deploys what has to fail, and returns everything that the exception and its causes say. */
    static String of(Deployer deployer, String deployment) {
        Throwable failure = catchThrowable(() -> deployer.deploy(deployment));
        if (failure == null) {
            deployer.undeploy(deployment);
            throw new AssertionError(deployment + " was deployed, but ought to be refused");
        }
        String message = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining("\n"));
        return TestServer.current().readable(message);
    }
}
