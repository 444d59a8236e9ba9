package dev.flipper.jmx;

import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A program of somebody who has the JDK's classes only, and prints what it sees. Run by {@link OtherProcessTest}. */
final class Outsider {

    private static final String[] STRING = {String.class.getName()};

    private final MBeanServerConnection server;

    private Outsider(MBeanServerConnection server) {
        this.server = server;
    }

    @SuppressWarnings("BanJNDI") // the address is that of the test's own server
    public static void main(String[] arguments) throws Exception {
        say("has Flipper", hasFlipper());
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(arguments[0]))) {
            Outsider outsider = new Outsider(connector.getMBeanServerConnection());
            ObjectName flag = new ObjectName(arguments[1]);
            ObjectName client = new ObjectName(arguments[2]);
            outsider.readAll(client);
            outsider.readAll(flag);
            outsider.askTheClient(client);
            outsider.change(flag);
        }
    }

    private static boolean hasFlipper() {
        try {
            Class.forName("dev.flipper.FeatureFlagClient");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void readAll(ObjectName bean) throws Exception {
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
            Object value = server.getAttribute(bean, attribute.getName());
            say(attribute.getName(), value instanceof Date date ? date.toInstant() : plain(value));
        }
    }

    /** In the order of names. */
    private static Object plain(Object value) {
        if (value instanceof CompositeData data) {
            Map<String, Object> items = new TreeMap<>();
            data.getCompositeType().keySet().forEach(item -> items.put(item, plain(data.get(item))));
            return items;
        }
        if (value instanceof TabularData table) {
            return plain(table.values().toArray());
        }
        return value instanceof Object[] array
                ? Arrays.stream(array).map(Outsider::plain).toList()
                : value;
    }

    private void change(ObjectName flag) throws Exception {
        BlockingQueue<Notification> notifications = new LinkedBlockingQueue<>();
        server.addNotificationListener(flag, (told, handback) -> notifications.add(told), null, null);
        say("before", server.getAttribute(flag, "Enabled"));
        set(flag, "Enabled", true);
        say("after", server.getAttribute(flag, "Enabled"));
        Notification change = notifications.poll(30, TimeUnit.SECONDS);
        say("told", change.getMessage() + ", " + plain(change.getUserData()));
        AttributeChangeNotification told = (AttributeChangeNotification) notifications.poll(30, TimeUnit.SECONDS);
        say("told", told.getMessage() + ", " + told.getOldValue() + " to " + told.getNewValue());
        set(flag, "Percentage", 0.25);
        say("told", notifications.poll(30, TimeUnit.SECONDS).getMessage());
        failing("percentage", () -> set(flag, "Percentage", 50.0));
        failing("conditions", () -> set(flag, "ConditionsJson", "{}"));
        server.invoke(flag, "destroy", null, null);
        say("told", notifications.poll(30, TimeUnit.SECONDS).getMessage());
    }

    private Object set(ObjectName flag, String attribute, Object value) throws Exception {
        server.setAttribute(flag, new Attribute(attribute, value));
        return value;
    }

    private void askTheClient(ObjectName client) throws Exception {
        CompositeData verdict = (CompositeData) server.invoke(
                client, "evaluate", new Object[] {"HORSE", "{\"horses\": 2}"}, new String[] {STRING[0], STRING[0]});
        say("verdict", verdict.get("enabled") + " because of " + verdict.get("reason"));
        failing("unknown", () -> server.invoke(client, "enable", new Object[] {"UNICORN"}, STRING));
    }

    private static void failing(String what, Callable<?> call) throws Exception {
        try {
            call.call();
            say(what, "no error");
        } catch (RuntimeMBeanException e) {
            say(what, e.getCause().getClass().getName() + ", " + e.getCause().getMessage());
        }
    }

    private static void say(String what, Object value) {
        System.out.println(what + ": " + value);
    }
}
