package dev.flipper.testsuite;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A program of somebody who has the JDK's classes only, and the protocol of the server where that is its own; prints
 * what it sees. Run by {@link ManagementFromOutsideIT}.
 *
 * <pre>
 * Operator SERVICE_URL PAGE BEAN_OF_A_FLAG BEAN_OF_ITS_CLIENT [USER PASSWORD]
 * </pre>
 */
final class Operator {

    private static final String TEXT = String.class.getName();

    private final MBeanServerConnection server;
    private final ObjectName flag;
    private final ObjectName client;

    private Operator(MBeanServerConnection server, ObjectName flag, ObjectName client) {
        this.server = server;
        this.flag = flag;
        this.client = client;
    }

    @SuppressWarnings("BanJNDI") // the address is that of the test's own server
    public static void main(String[] arguments) throws Exception {
        say("has Flipper", hasFlipper());
        Map<String, ?> environment = arguments.length == 4
                ? Map.of()
                : Map.of(JMXConnector.CREDENTIALS, Arrays.copyOfRange(arguments, 4, 6));
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(arguments[0]), environment)) {
            Operator operator = new Operator(
                    connector.getMBeanServerConnection(), new ObjectName(arguments[2]), new ObjectName(arguments[3]));
            operator.read();
            operator.toggle(URI.create(arguments[1]));
            operator.manage();
            operator.mistake();
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

    private void read() throws Exception {
        say("flags", names());
        say("name", server.getAttribute(flag, "Name"));
        say("enabled", server.getAttribute(flag, "Enabled"));
    }

    private String names() throws Exception {
        return String.join(",", (String[]) server.getAttribute(client, "FlagNames"));
    }

    /** First itself, then in the application. */
    private void toggle(URI page) throws Exception {
        BlockingQueue<AttributeChangeNotification> told = new LinkedBlockingQueue<>();
        server.addNotificationListener(
                flag,
                (notification, handback) -> {
                    if (notification instanceof AttributeChangeNotification change) {
                        told.add(change);
                    }
                },
                null,
                null);
        server.setAttribute(flag, new Attribute("Enabled", true));
        say("told", next(told));
        server.setAttribute(flag, new Attribute("Enabled", false));
        say("told", next(told));
        say("page", post(page));
        say("told", next(told));
        say("enabled", server.getAttribute(flag, "Enabled"));
    }

    private static String next(BlockingQueue<AttributeChangeNotification> told) throws InterruptedException {
        AttributeChangeNotification change = Objects.requireNonNull(told.poll(30, TimeUnit.SECONDS), "nothing told");
        return change.getAttributeName() + " from " + change.getOldValue() + " to " + change.getNewValue();
    }

    private static int post(URI page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private void manage() throws Exception {
        call("create", new Object[] {"NEW", true}, TEXT, "boolean");
        say("flags", names());
        CompositeData verdict = (CompositeData) call("evaluate", new Object[] {"NEW", "{\"horses\": 2}"}, TEXT, TEXT);
        say("verdict", verdict.get("enabled") + " because of " + verdict.get("reason"));
        call("destroy", new Object[] {"NEW"}, TEXT);
        say("flags", names());
    }

    private Object call(String operation, Object[] values, String... types) throws Exception {
        return server.invoke(client, operation, values, types);
    }

    private void mistake() {
        refused("unknown", () -> call("enable", new Object[] {"UNICORN"}, TEXT));
        refused("malformed", () -> call("evaluate", new Object[] {"SWITCH", "{horses"}, TEXT, TEXT));
    }

    private static void refused(String what, Call call) {
        try {
            call.run();
            say(what, "accepted");
        } catch (Exception e) {
            say(what, origin(e));
        }
    }

    /** A connector may wrap what the bean threw more than once. */
    private static Throwable origin(Throwable failure) {
        return failure.getCause() == null ? failure : origin(failure.getCause());
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void say(String what, Object value) {
        System.out.println(what + ": " + value);
    }
}
