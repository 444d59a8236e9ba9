package dev.flipper.guide;

import java.util.Map;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/** The program of docs/jmx.md: shows and switches a flag of another JVM, over TLS and as a user. JDK only. */
final class FlagSwitch {

    private FlagSwitch() {}

    /** Takes host and port, user, password, flag, and the new state if there is to be one. */
    @SuppressWarnings("BanJNDI") // the address comes from whoever starts this program
    public static void main(String[] arguments) throws Exception {
        JMXServiceURL address = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + arguments[0] + "/jmxrmi");
        Map<String, Object> environment = Map.of(
                JMXConnector.CREDENTIALS,
                new String[] {arguments[1], arguments[2]},
                "com.sun.jndi.rmi.factory.socket",
                new SslRMIClientSocketFactory()); // the registry speaks TLS too
        try (JMXConnector connector = JMXConnectorFactory.connect(address, environment)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            ObjectName flag = new ObjectName("dev.flipper:type=FeatureFlag,app=\"horses\",client=\"default\",name="
                    + ObjectName.quote(arguments[3]));
            System.out.println(arguments[3] + ": " + server.getAttribute(flag, "Enabled"));
            if (arguments.length > 4) {
                server.setAttribute(flag, new Attribute("Enabled", Boolean.valueOf(arguments[4])));
                System.out.println(arguments[3] + ": " + server.getAttribute(flag, "Enabled"));
            }
        }
    }
}
