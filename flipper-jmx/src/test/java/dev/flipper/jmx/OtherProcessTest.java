package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.bucketing.ConsistentHashPercentageBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.server.RMIServerSocketFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JMX from another JVM, which has none of our classes. */
@Timeout(120)
class OtherProcessTest {

    /** Where RMI tells clients to connect to; the JDK reads it once a JVM. */
    private static final String RMI_HOST = "java.rmi.server.hostname";

    private final LoopbackSockets sockets = new LoopbackSockets();
    private final FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
            .application("stable")
            .build();
    private JMXConnectorServer connector;

    @TempDir
    private Path classes;

    @BeforeEach
    void start() throws IOException {
        System.setProperty(RMI_HOST, InetAddress.getLoopbackAddress().getHostAddress());
        connector = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("rmi", "localhost", 0),
                Map.of(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, sockets),
                ManagementFactory.getPlatformMBeanServer());
        connector.start();
    }

    @AfterEach
    void stop() throws IOException {
        connector.stop();
        client.close();
        System.clearProperty(RMI_HOST);
    }

    @Test
    void readsChangesAndIsNotified() throws Exception {
        client.create("HORSE", false, Map.of("owner", "stable"));
        client.addCondition("HORSE", Condition.of("horses__gt", 3));
        client.setBucketer("HORSE", ConsistentHashPercentageBucketer.of(Percentage.of(0.5), "user_id"));
        String created = client.getMetadata("HORSE").createdDate().toString();
        FlagDefinition before = client.getDefinition("HORSE");

        List<String> said = outsider(
                connector.getAddress().toString(),
                "dev.flipper:type=FeatureFlag,app=\"stable\",client=\"default\",name=\"HORSE\"",
                "dev.flipper:type=FeatureFlagClient,app=\"stable\",name=\"default\"");

        assertThat(said)
                .contains(
                        "has Flipper: false",
                        "Name: default",
                        "FlagNames: [HORSE]",
                        "CreatedDate: " + created,
                        "Conditions: [{attribute=horses, condition=1, operator=gt, value=3}]",
                        "ConditionsJson: [{\"horses\": [{\"variable\": \"horses\", \"value\": 3, \"operator\":"
                                + " \"gt\"}]}]",
                        "Bucketer: {description=50 % of the users, by user_id, durationSeconds=null, fieldsJson=null,"
                                + " finalValue=null, initialValue=null, keyWhitelist=[user_id], percentage=0.5,"
                                + " start=null, type=ConsistentHashPercentageBucketer}",
                        "Percentage: 0.5",
                        "ClientData: [{key=owner, value=\"stable\"}]",
                        "ClientDataJson: {\"owner\": \"stable\"}")
                .anyMatch(line -> line.startsWith("LastChange: 20"))
                .containsSubsequence(
                        "verdict: false because of DISABLED",
                        "unknown: java.lang.IllegalArgumentException,"
                                + " There is no flag 'UNICORN': create it first, or check the spelling",
                        "before: false",
                        "after: true",
                        "told: The flag 'HORSE' was changed here: enabled, {after="
                                + before.withEnabled(true).toJson() + ", before=" + before.toJson()
                                + ", flag=HORSE, kinds=[ENABLED], origin=HERE}",
                        "told: The flag 'HORSE' was enabled, false to true",
                        "told: The flag 'HORSE' was changed here: bucketer",
                        "percentage: java.lang.IllegalArgumentException, The percentage is 50, but must be from 0 to 1:"
                                + " 50 % is 0.5; for 50 % give 0.5",
                        "told: The flag 'HORSE' was destroyed here")
                .anyMatch(line -> line.startsWith("conditions: java.lang.IllegalArgumentException, The conditions"
                        + " cannot be read: conditions: an array is expected, not an object;"));
        assertThat(client.exists("HORSE")).isFalse();
        assertThat(sockets.opened).isNotEmpty().allMatch(socket -> socket.getInetAddress()
                .isLoopbackAddress());
    }

    private List<String> outsider(String... arguments) throws Exception {
        Path output = classes.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPathOfOne(Outsider.class).toString(),
                Outsider.class.getName());
        builder.command().addAll(List.of(arguments));
        // What the build wants of its own JVMs is not for this one, and would be printed.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    private Path classPathOfOne(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path copy = classes.resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream compiled = type.getClassLoader().getResourceAsStream(file)) {
            Files.copy(compiled, copy);
        }
        return classes;
    }

    /** Opens nothing to the outside. */
    private static final class LoopbackSockets implements RMIServerSocketFactory {

        final List<ServerSocket> opened = new CopyOnWriteArrayList<>();

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            ServerSocket socket = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
            opened.add(socket);
            return socket;
        }
    }
}
