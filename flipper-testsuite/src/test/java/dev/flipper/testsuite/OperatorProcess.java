package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@link Operator} in a JVM of its own that has nothing of Flipper: its class file, copied, and given jars. */
final class OperatorProcess {

    private static final int SECONDS = 120;

    private final Path directory;

    /** Takes an empty directory. */
    OperatorProcess(Path directory) {
        this.directory = directory;
    }

    /** The lines that it prints, once it has ended well. */
    List<String> run(List<Path> jars, List<String> arguments) throws IOException, InterruptedException {
        Path printed = directory.resolve("printed");
        Path errors = directory.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command(jars, arguments));
        // What the build wants of its own JVMs is not for this one, and would be printed.
        builder.environment()
                .keySet()
                .removeAll(List.of("CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.redirectOutput(printed.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            assertThat(ended ? process.exitValue() : -1)
                    .as("%s%n%s", Files.readString(printed), Files.readString(errors))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(printed, StandardCharsets.UTF_8);
    }

    private List<String> command(List<Path> jars, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath(jars), Operator.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private String classPath(List<Path> jars) throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        for (String name : List.of("Operator", "Operator$Call")) {
            String file = Operator.class.getPackageName().replace('.', '/') + "/" + name + ".class";
            Path copy = classes.resolve(file);
            Files.createDirectories(copy.getParent());
            try (InputStream compiled = Operator.class.getClassLoader().getResourceAsStream(file)) {
                Files.copy(compiled, copy);
            }
        }
        return Stream.concat(Stream.of(classes), jars.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
