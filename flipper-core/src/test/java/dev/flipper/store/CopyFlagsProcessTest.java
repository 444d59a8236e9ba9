package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as an operator gives it, in a process of its own. */
@Timeout(120)
class CopyFlagsProcessTest {

    @TempDir
    Path folder;

    private Path stable;
    private Path meadow;

    @BeforeEach
    void makeFolders() throws IOException {
        stable = Files.createDirectory(folder.resolve("stable"));
        meadow = Files.createDirectory(folder.resolve("meadow"));
        Files.writeString(stable.resolve("HORSES.json"), flag("HORSES", 1).toJson());
    }

    private record Ended(int code, String out, String err) {}

    private Ended run(String... arguments) throws Exception {
        return runWith(System.getProperty("java.class.path"), arguments);
    }

    private Ended runWith(String classPath, String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "-Dflipper.stable.folder=" + stable,
                CopyFlags.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("FLIPPER_MEADOW_LONGEST_NAME", "6");
        Process process = builder.start();
        try {
            return new Ended(process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void copiesAndTellsByItsExitCode() throws Exception {
        Path settings = Files.writeString(
                folder.resolve("microprofile-config.properties"), "flipper.meadow.folder = " + meadow + "\n");
        Ended copied = run("stable", "meadow", "--settings=" + settings);
        assertThat(copied)
                .isEqualTo(new Ended(
                        0, "Copied from stable to meadow: 1 created, 0 replaced, 0 kept" + System.lineSeparator(), ""));
        assertThat(meadow.resolve("HORSES.json")).hasSameTextualContentAs(stable.resolve("HORSES.json"));

        Files.writeString(
                stable.resolve("LOUD_HORSES.json"), flag("LOUD_HORSES", 1).toJson());
        Ended refused = run("stable", "meadow", "--settings=" + settings);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("Copying the flag 'LOUD_HORSES' failed: ")
                .hasLineCount(1);

        Ended wrong = run("stable", "meadow");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("flipper.meadow.folder is missing: ").hasLineCount(1);
    }

    /** The jars of an application that has run in a server, and no others. */
    @Test
    void jsonIsMissed() throws Exception {
        String jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> !jar.contains("json") && !jar.contains("parsson"))
                .collect(Collectors.joining(File.pathSeparator));
        Ended ended = runWith(jars, "stable", "meadow");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines())
                .containsExactly(
                        "An implementation of JSON-P is missing on the class path, so that no flag can be read: add"
                                + " org.eclipse.parsson:parsson and jakarta.json:jakarta.json-api",
                        "flipper.meadow.folder is missing: the store 'meadow' cannot be without it; it has to be a text");
    }

    /** Of a store that nobody has asked for, as in the jars of a large application. */
    @Test
    void aProviderThatCannotBeLoadedIsToldAndNoFailure() throws Exception {
        Path services = Files.createDirectories(folder.resolve("broken/META-INF/services"));
        Files.writeString(services.resolve(FeatureFlagStoreProvider.class.getName()), "org.example.Missing");
        Path settings = Files.writeString(folder.resolve("settings"), "flipper.meadow.folder = " + meadow);
        String jars = folder.resolve("broken") + File.pathSeparator + System.getProperty("java.class.path");
        Ended ended = runWith(jars, "stable", "meadow", "--settings=" + settings);
        assertThat(ended.code()).isZero();
        assertThat(ended.err())
                .startsWith("A provider of stores cannot be loaded: java.util.ServiceConfigurationError: ")
                .contains("org.example.Missing")
                .hasLineCount(1);
    }
}
