package dev.flipper.store.testing.consul;

import dev.flipper.store.testing.Prerequisite;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program that tests run as a server: what the machine has, or what the system property {@value #PROPERTY} names.
 */
final class ConsulProgram {

    private static final String PROPERTY = "flipper.test.consul";

    private ConsulProgram() {}

    /** Gives the program. Without one the test that asks is skipped, or fails if it is the CI's. */
    static Path path() {
        return Prerequisite.require(
                find(),
                "No consul on the PATH: on Debian .ci/install-consul installs it, or name one by -D" + PROPERTY
                        + "=<path>.");
    }

    private static Optional<Path> find() {
        String named = System.getProperty(PROPERTY, "");
        return named.isBlank() ? onPath() : Optional.of(Path.of(named));
    }

    private static Optional<Path> onPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, "consul"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
