package dev.flipper.testsuite;

import java.io.IOException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** The server as JConsole sees it: its MBeans, over its own remote protocol, from another process. */
final class Management implements AutoCloseable {

    private final JMXConnector connector;

    private Management(JMXConnector connector) {
        this.connector = connector;
    }

    static Management connect() throws IOException {
        return new Management(TestServer.current().connect());
    }

    /** An {@code ObjectName} for a constant, without its checked exception. */
    static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    MBeanServerConnection server() throws IOException {
        return connector.getMBeanServerConnection();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
