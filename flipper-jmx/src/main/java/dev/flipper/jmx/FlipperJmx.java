package dev.flipper.jmx;

import dev.flipper.FeatureFlagClient;
import dev.flipper.Subscription;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import javax.management.MBeanServer;

/**
 * Registers the beans of a client where that does not happen by itself. With this jar beside flipper-core every client
 * that opens has its beans in the platform's MBean server already.
 */
public final class FlipperJmx {

    private FlipperJmx() {}

    /**
     * Registers the beans of a client and of its flags in the platform's MBean server, unless they are there already,
     * and lets them follow the flags.
     *
     * @param client the client
     * @return unregisters the beans; closing the client does so too
     * @throws IllegalStateException if the client is closed, or the MBean server refuses the client's bean
     */
    public static Subscription register(FeatureFlagClient client) {
        return register(client, ManagementFactory.getPlatformMBeanServer());
    }

    /**
     * Registers the beans of a client and of its flags in an MBean server, unless they are there already, and lets them
     * follow the flags. One client may have its beans in several servers.
     *
     * @param client the client
     * @param server the MBean server
     * @return unregisters the beans; closing the client does so too
     * @throws IllegalStateException if the client is closed, or the MBean server refuses the client's bean
     */
    public static Subscription register(FeatureFlagClient client, MBeanServer server) {
        return client.join(new JmxClientListener(Objects.requireNonNull(server, "server")));
    }
}
