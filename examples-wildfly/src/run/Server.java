import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs an unpacked WildFly in the foreground for the build's profile {@code run}: passes on what the server prints,
 * then prints the address to open. The server goes when this program or the build that started it goes, however that
 * ends.
 *
 * <pre>
 * java Server.java WILDFLY_HOME CONTEXT_PATH PORT_OFFSET
 * </pre>
 */
public class Server {

    /** What the server's own start script opens on a modular JDK, as far as a web application can need it. */
    private static final List<String> OPEN_PACKAGES = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.management/javax.management",
            "java.naming/javax.naming");

    private static final String STARTED = "WFLYSRV0025";
    private static final String STARTED_WITH_ERRORS = "WFLYSRV0026";

    private final Path home;
    private final String contextPath;
    private final int portOffset;

    private Server(Path home, String contextPath, int portOffset) {
        this.home = home;
        this.contextPath = contextPath;
        this.portOffset = portOffset;
    }

    public static void main(String[] arguments) throws Exception {
        new Server(Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2])).run();
    }

    private void run() throws IOException, InterruptedException {
        Process server = new ProcessBuilder(command()).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        ProcessHandle.current().parent().ifPresent(build -> build.onExit().thenRun(() -> System.exit(1)));
        try (BufferedReader output = server.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println(line);
                comment(line);
            }
        }
        System.exit(server.waitFor());
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPEN_PACKAGES.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        command.addAll(List.of("-Xmx512m", "-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=true"));
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
        command.addAll(List.of("-b=127.0.0.1", "-bmanagement=127.0.0.1"));
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.socket.binding.port-offset=" + portOffset);
        return command;
    }

    private void comment(String line) {
        if (line.contains(STARTED)) {
            System.out.printf(Locale.ROOT, "%nHorse sounds: http://localhost:%d%s/%n", 8080 + portOffset, contextPath);
            System.out.printf(Locale.ROOT, "JMX:          service:jmx:remote+http://localhost:%d%n", 9990 + portOffset);
            System.out.printf(Locale.ROOT, "Ctrl-C stops the server.%n%n");
        } else if (line.contains(STARTED_WITH_ERRORS)) {
            System.out.printf(
                    Locale.ROOT,
                    "%nThe server could not start everything, the errors are above. Where a port is taken,%n");
            System.out.printf(Locale.ROOT, "move them all: -Djboss.socket.binding.port-offset=100%n%n");
        }
    }

    private static void stop(Process server) {
        // Unlike Process.destroy this leaves the output open, for the server's last words.
        server.toHandle().destroy();
        try {
            server.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
