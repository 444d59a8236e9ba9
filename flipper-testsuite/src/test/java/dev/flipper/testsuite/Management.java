package dev.flipper.testsuite;

import java.io.IOException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The server as JConsole sees it: its MBeans, over its own remote protocol, from another process. */
final class Management implements AutoCloseable {

    private final JMXConnector connector;

    private Management(JMXConnector connector) {
        this.connector = connector;
    }

    @SuppressWarnings("BanJNDI") // the address is the build's own, nobody can hand in another
    static Management connect() throws IOException {
        String url = System.getProperty("server.jmx", "service:jmx:remote+http://127.0.0.1:9990");
        return new Management(JMXConnectorFactory.connect(new JMXServiceURL(url)));
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
