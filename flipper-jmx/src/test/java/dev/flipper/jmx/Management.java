package dev.flipper.jmx;

import java.util.Set;
import java.util.TreeSet;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** Calls beans as a tool does that knows nothing of their interfaces. */
final class Management {

    private final MBeanServerConnection server;

    Management(MBeanServerConnection server) {
        this.server = server;
    }

    static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    /** All of Flipper's beans. */
    Set<ObjectName> beans() throws Exception {
        return new TreeSet<>(server.queryNames(name("dev.flipper:*"), null));
    }

    Object get(ObjectName bean, String attribute) throws Exception {
        return server.getAttribute(bean, attribute);
    }

    void set(ObjectName bean, String attribute, Object value) throws Exception {
        server.setAttribute(bean, new Attribute(attribute, value));
    }

    /** The signature is that of the arguments, which have to be strings, ints and booleans. */
    Object call(ObjectName bean, String operation, Object... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            signature[i] = argument instanceof Integer
                    ? "int"
                    : argument instanceof Boolean ? "boolean" : String.class.getName();
        }
        return server.invoke(bean, operation, arguments, signature);
    }
}
