package dev.flipper.jmx;

import dev.flipper.FeatureFlagClient;
import dev.flipper.FeatureFlagClientListener;
import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * Registers the beans of a client when the client opens, and unregisters them when it closes. Found by
 * {@link java.util.ServiceLoader}, one instance a client; applications have no need to name this class. Equal are
 * listeners that register in the same MBean server: a client has its beans there once. Thread-safe.
 */
public final class JmxClientListener implements FeatureFlagClientListener {

    private final MBeanServer server;
    private volatile @Nullable ClientRegistration registration;

    /** Creates a listener that has registered nothing yet; it will do so in the platform's MBean server. */
    public JmxClientListener() {
        this(ManagementFactory.getPlatformMBeanServer());
    }

    JmxClientListener(MBeanServer server) {
        this.server = server;
    }

    /** Declares {@code jmx.max-flags} and {@code jmx.count-checks}. */
    @Override
    public List<Setting<?>> settings() {
        return JmxSettings.declared();
    }

    /**
     * Registers the beans of the client and of its flags. A name that is taken is left to its owner: the client's beans
     * then have a further key, {@code instance=2} and so on, and a warning in the log says so.
     *
     * @param client the client
     * @param settings the settings that the client was built with
     * @throws IllegalArgumentException if a setting is wrong
     * @throws IllegalStateException if the MBean server refuses the client's bean for another reason
     */
    @Override
    public void opened(FeatureFlagClient client, Settings settings) {
        registration = ClientRegistration.open(server, client, JmxSettings.of(settings));
    }

    /**
     * Unregisters exactly the beans that were registered; one that somebody else put in the place of ours stays.
     *
     * @param client the client
     */
    @Override
    public void closed(FeatureFlagClient client) {
        ClientRegistration opened = registration;
        registration = null;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JmxClientListener listener && server.equals(listener.server);
    }

    @Override
    public int hashCode() {
        return server.hashCode();
    }
}
