package dev.flipper.store.redis;

import dev.flipper.store.testing.Prerequisite;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/** The programs that tests run as servers. */
enum RedisVersion {

    /** 6.2, the first that a test can rely on: it comes in a jar. */
    EMBEDDED {
        @Override
        Optional<Path> find() {
            return Optional.of(Unpacked.PROGRAM);
        }
    },

    /** What the machine has: Debian's 7.0, or the program that the system property {@value #PROPERTY} names. */
    INSTALLED {
        @Override
        Optional<Path> find() {
            String named = System.getProperty(PROPERTY, "");
            return named.isBlank() ? onPath() : Optional.of(Path.of(named));
        }
    };

    private static final String PROPERTY = "flipper.test.redis";

    abstract Optional<Path> find();

    boolean isAvailable() {
        return find().isPresent();
    }

    /** Gives the program. Without one the test that asks is skipped, or fails if it is the CI's. */
    Path program() {
        return Prerequisite.require(
                find(),
                "No redis-server on the PATH: install Debian's redis-server, or name one by -D" + PROPERTY
                        + "=<path>.");
    }

    private static Optional<Path> onPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Unpacks the program when it is first asked for. It is gone when the JVM ends. */
    private static final class Unpacked {

        static final Path PROGRAM = unpack();

        private static Path unpack() {
            try {
                File folder = Files.createTempDirectory("flipper-redis").toFile();
                folder.deleteOnExit();
                File program = ExecutableProvider.newJarResourceProvider(folder).get();
                program.deleteOnExit();
                return program.toPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
