package dev.flipper.store.jpa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** The versions of PostgreSQL that tests run on. Maven brings them, packed, for Linux. */
enum PostgresVersion {
    POSTGRESQL_14("postgresql-14"),
    POSTGRESQL_18("postgresql-18");

    private final String folder;

    PostgresVersion(String folder) {
        this.folder = folder;
    }

    private Path folder() {
        return Path.of("target", folder).toAbsolutePath();
    }

    /** Gives the server that all tests of this JVM share. It ends with the JVM, and is never stopped before. */
    PostgresServer shared() {
        return Shared.SERVERS.computeIfAbsent(this, PostgresServer::start);
    }

    private static final class Shared {

        static final Map<PostgresVersion, PostgresServer> SERVERS = new ConcurrentHashMap<>();
    }

    /** Gives a new database on the shared server. */
    PostgresDatabase newDatabase() {
        return shared().newDatabase();
    }

    /** Gives one of its programs. On another system the test that asks is skipped, or fails if it is the CI's. */
    Path program(String name) {
        List<Path> archives = isForThisSystem() ? PostgresArchive.in(folder()) : List.of();
        Path unpacked = archives.isEmpty() ? missing() : PostgresArchive.unpack(archives.get(0));
        return unpacked.resolve("bin").resolve(name);
    }

    private static boolean isForThisSystem() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    private Path missing() {
        String why = "No PostgreSQL in " + folder()
                + (Files.exists(folder()) ? " for this system" : ", Maven puts it there");
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(why);
        }
        return Assumptions.abort(why);
    }
}
