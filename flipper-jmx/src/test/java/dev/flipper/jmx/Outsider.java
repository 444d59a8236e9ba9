package dev.flipper.jmx;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
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
            outsider.toggle(new ObjectName(arguments[1]));
            outsider.askTheClient(new ObjectName(arguments[2]));
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

    private void toggle(ObjectName flag) throws Exception {
        BlockingQueue<Notification> notifications = new LinkedBlockingQueue<>();
        server.addNotificationListener(flag, (told, handback) -> notifications.add(told), null, null);
        say("before", server.getAttribute(flag, "Enabled"));
        server.setAttribute(flag, new Attribute("Enabled", true));
        say("after", server.getAttribute(flag, "Enabled"));
        AttributeChangeNotification told = (AttributeChangeNotification) notifications.poll(30, TimeUnit.SECONDS);
        say("told", told.getMessage() + ", " + told.getOldValue() + " to " + told.getNewValue());
    }

    private void askTheClient(ObjectName client) throws Exception {
        say("flags", String.join(",", (String[]) server.getAttribute(client, "FlagNames")));
        CompositeData verdict = (CompositeData) server.invoke(
                client, "evaluate", new Object[] {"HORSE", "{\"horses\": 2}"}, new String[] {STRING[0], STRING[0]});
        say("verdict", verdict.get("enabled") + " because of " + verdict.get("reason"));
        try {
            server.invoke(client, "enable", new Object[] {"UNICORN"}, STRING);
        } catch (Exception e) {
            say(
                    "unknown",
                    e.getCause().getClass().getName() + ", " + e.getCause().getMessage());
        }
    }

    private static void say(String what, Object value) {
        System.out.println(what + ": " + value);
    }
}
