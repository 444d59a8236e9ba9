package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@link HorseStable} in a JVM that is started as docs/jmx.md tells, word for word but for the port. */
final class JmxAccessSetting implements AutoCloseable {

    private static final Path GUIDE = Path.of("jmx.md");
    private static final String FENCE = "```";
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** Where this module's classes are, and none of Flipper's. */
    private static final String CLASSES =
            Path.of("target", "test-classes").toAbsolutePath().toString();

    private static final int SECONDS = 60;

    private final Path directory;
    private final int port = FreePorts.next();
    private final Process server;

    JmxAccessSetting(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        for (String command : block("`horses.p12`")) {
            run(List.of(command.split(" ")));
        }
        Path passwords = write("jmx.password", block("`jmx.password`"));
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        write("jmx.access", block("`jmx.access`"));
        write("jmx.options", block("`jmx.options`").stream().map(this::withPort).toList());
        server = program(List.of("java", "@jmx.options", "-cp", CLASS_PATH, HorseStable.class.getName()))
                .start();
        awaitOpen();
    }

    /** What stands in the first block after the line that begins so. */
    private static List<String> block(String beginning) throws IOException {
        List<String> block = Files.readAllLines(GUIDE).stream()
                .dropWhile(line -> !line.startsWith(beginning))
                .dropWhile(line -> !line.startsWith(FENCE))
                .skip(1)
                .takeWhile(line -> !line.equals(FENCE))
                .toList();
        assertThat(block).as("the block after %s in %s", beginning, GUIDE).isNotEmpty();
        return block;
    }

    private Path write(String file, List<String> lines) throws IOException {
        return Files.write(directory.resolve(file), lines);
    }

    private String withPort(String option) {
        return option.replace("9010", Integer.toString(port));
    }

    private void awaitOpen() throws IOException {
        BufferedReader output = server.inputReader();
        List<String> printed = new ArrayList<>();
        String line = output.readLine();
        while (line != null && !line.equals("open")) {
            printed.add(line);
            line = output.readLine();
        }
        assertThat(line).as("%s", printed).isEqualTo("open");
    }

    /** What the guide's program prints, errors too. */
    List<String> flagSwitch(String... arguments) throws IOException, InterruptedException {
        List<String> trust = Stream.of(block("`trusted.p12` is").get(1).split(" "))
                .filter(word -> word.startsWith("-Djavax.net.ssl.trustStore"))
                .toList();
        assertThat(trust).hasSize(2);
        return flagSwitch(trust, arguments);
    }

    /** The same by somebody who has not been given the certificate. */
    List<String> flagSwitchOfAStranger(String... arguments) throws IOException, InterruptedException {
        return flagSwitch(List.of(), arguments);
    }

    private List<String> flagSwitch(List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", CLASSES, FlagSwitch.class.getName(), "localhost:" + port));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private List<String> run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = program(command).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output);
    }

    /** One of the JDK's, without what the build wants of its own JVMs. */
    private ProcessBuilder program(List<String> command) {
        List<String> line = new ArrayList<>(command);
        line.set(
                0,
                Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder;
    }

    @Override
    public void close() {
        server.destroyForcibly();
    }
}
