import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;

/**
 * Makes a new domain in an unpacked Payara for the build's profile {@code payara}, instead of the one of an earlier
 * run, then starts and stops it once: the very first start may fail, and the next one does not.
 *
 * <pre>
 * java NewDomain.java DIRECTORY_OF_THE_DOMAIN STYLESHEET HTTP_PORT ADMIN_PORT JMX_PORT POSTGRESQL_PORT
 * </pre>
 */
public class NewDomain {

    private static final Path ADMINISTRATION = Path.of("..", "..", "modules", "admin-cli.jar");
    private static final int START_SECONDS = 180;
    private static final int STOP_SECONDS = 60;

    private final Path directory;

    private NewDomain(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        NewDomain domain = new NewDomain(Path.of(arguments[0]));
        domain.copyTheOneOnBoard();
        domain.configure(Path.of(arguments[1]), arguments[2], arguments[3], arguments[4], arguments[5]);
        domain.startAndStop();
    }

    private void copyTheOneOnBoard() throws IOException {
        killIfItRuns();
        if (Files.exists(directory)) {
            for (Path path : walk(directory, Comparator.reverseOrder())) {
                Files.delete(path);
            }
        }
        Path origin = directory.resolveSibling("domain1");
        for (Path path : walk(origin, Comparator.naturalOrder())) {
            Files.copy(path, directory.resolve(origin.relativize(path)));
        }
    }

    private static List<Path> walk(Path directory, Comparator<Path> order) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(order).toList();
        }
    }

    private void configure(Path stylesheet, String http, String admin, String jmx, String postgresql)
            throws IOException, TransformerException {
        Path settings = Path.of("config", "domain.xml");
        // Tests look into the log, which is not to begin anew while they run.
        Files.writeString(
                directory.resolve(Path.of("config", "logging.properties")),
                "\ncom.sun.enterprise.server.logging.GFFileHandler.rotationLimitInBytes=0\n",
                StandardOpenOption.APPEND);
        Transformer transformer =
                TransformerFactory.newInstance().newTransformer(new StreamSource(stylesheet.toFile()));
        transformer.setParameter("domain", directory.getFileName().toString());
        transformer.setParameter("http.port", http);
        transformer.setParameter("admin.port", admin);
        transformer.setParameter("jmx.port", jmx);
        transformer.setParameter("postgresql.port", postgresql);
        transformer.transform(
                new StreamSource(
                        directory.resolveSibling("domain1").resolve(settings).toFile()),
                new StreamResult(directory.resolve(settings).toFile()));
    }

    private void startAndStop() throws IOException, InterruptedException {
        if (!asadmin(START_SECONDS, "start-domain")) {
            System.out.println("The first start of Payara failed, which may happen; its log is " + log());
        } else if (!asadmin(STOP_SECONDS, "stop-domain")) {
            System.out.println("Payara did not stop in " + STOP_SECONDS + " s and is ended; its log is " + log());
        }
        killIfItRuns();
    }

    private Path log() {
        return directory.resolve(Path.of("logs", "server.log"));
    }

    /** As Arquillian's adapter calls it; the server's script would do the same. */
    private boolean asadmin(int seconds, String command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(
                List.of("-jar", directory.resolve(ADMINISTRATION).normalize().toString()));
        line.addAll(List.of("--terse", command, directory.getFileName().toString()));
        Process process = new ProcessBuilder(line).inheritIO().start();
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            return process.exitValue() == 0;
        }
        process.destroyForcibly();
        return false;
    }

    /** The server is no child of {@code asadmin}; it leaves its number in a file. */
    private void killIfItRuns() throws IOException {
        Path pid = directory.resolve(Path.of("config", "pid"));
        if (Files.exists(pid)) {
            Optional<ProcessHandle> server =
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()));
            server.filter(this::isServer).ifPresent(this::kill);
        }
    }

    /** The file may be older than the machine's last start, and its number somebody else's by now. */
    private boolean isServer(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(directory.toString());
    }

    private void kill(ProcessHandle server) {
        server.destroyForcibly();
        server.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    }
}
