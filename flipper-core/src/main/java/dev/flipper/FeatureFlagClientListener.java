package dev.flipper;

/**
 * Is told of the clients of a process, for parts that join in by being on the class path, as the JMX beans do.
 * Implementations are found with {@link java.util.ServiceLoader}, one instance a client. What they throw is logged and
 * does not hinder the client.
 */
public interface FeatureFlagClientListener {

    /**
     * Called when a client has been opened, before its opener gets it.
     *
     * @param client the client
     */
    void opened(FeatureFlagClient client);

    /**
     * Called when a client is being closed, while all its methods can still be called.
     *
     * @param client the client
     */
    void closed(FeatureFlagClient client);
}
