import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Shows and flips the flags of the running example from outside the server, over JMX, as JConsole does it.
 *
 * <pre>
 * java examples-wildfly/Toggle.java                                  shows the flags
 * java examples-wildfly/Toggle.java IMPROVED_HORSE_SOUNDS off        or on
 * </pre>
 *
 * A server on other ports: {@code java -Dport=10090 examples-wildfly/Toggle.java}; one that lies elsewhere:
 * {@code -Dwildfly=DIRECTORY}. On the machine of the server nobody has to log in: client and server prove to each other
 * that they see the same files.
 */
public class Toggle {

    private final MBeanServerConnection server;

    private Toggle(MBeanServerConnection server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        silenceLibraries();
        JMXServiceURL url =
                new JMXServiceURL("service:jmx:remote+http://localhost:" + System.getProperty("port", "9990"));
        ClassLoader library = clientLibrary();
        Thread.currentThread().setContextClassLoader(library);
        try (JMXConnector connector =
                JMXConnectorFactory.connect(url, Map.of(JMXConnectorFactory.PROTOCOL_PROVIDER_CLASS_LOADER, library))) {
            new Toggle(connector.getMBeanServerConnection()).run(List.of(arguments));
        } catch (IOException e) {
            fail("Nothing answers at " + url + ", is the example running? (" + e.getMessage() + ")");
        }
    }

    private void run(List<String> arguments) throws JMException, IOException {
        if (arguments.size() == 2 && List.of("on", "off").contains(arguments.get(1))) {
            set(arguments.get(0), arguments.get(1).equals("on"));
        } else if (!arguments.isEmpty()) {
            fail("Usage: java examples-wildfly/Toggle.java [FLAG on|off]");
        }
        show();
    }

    private void set(String flag, boolean enabled) throws JMException, IOException {
        ObjectName name = flags("name=" + ObjectName.quote(flag) + ",").stream()
                .findFirst()
                .orElseGet(() -> fail("There is no flag " + flag));
        server.setAttribute(name, new Attribute("Enabled", enabled));
    }

    private void show() throws JMException, IOException {
        for (ObjectName flag : flags("")) {
            String state = (boolean) server.getAttribute(flag, "Enabled") ? "on" : "off";
            System.out.printf(Locale.ROOT, "%-4s%s%n", state, ObjectName.unquote(flag.getKeyProperty("name")));
        }
    }

    private TreeSet<ObjectName> flags(String property) throws JMException, IOException {
        return new TreeSet<>(server.queryNames(new ObjectName("dev.flipper:type=FeatureFlag," + property + "*"), null));
    }

    /** The server brings a jar for its own protocol; it is taken from there, so that no class path has to be typed. */
    private static ClassLoader clientLibrary() throws IOException {
        String home = System.getProperty("wildfly");
        List<Path> homes = home == null
                ? List.of(Path.of("examples-wildfly", "target", "wildfly"), Path.of("target", "wildfly"))
                : List.of(Path.of(home));
        for (Path server : homes) {
            Path jar = server.resolve(Path.of("bin", "client", "jboss-client.jar"));
            if (Files.isRegularFile(jar)) {
                return new URLClassLoader(new URL[] {jar.toUri().toURL()});
            }
        }
        return fail("No server at " + homes + ": start the example first, from the same place");
    }

    private static void silenceLibraries() {
        LogManager.getLogManager().reset();
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private static <T> T fail(String message) {
        System.err.println(message);
        System.exit(1);
        return null;
    }
}
