package dev.flipper.store.jpa;

import dev.flipper.store.testing.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
        Optional<Path> archive =
                isForThisSystem() ? PostgresArchive.in(folder()).stream().findFirst() : Optional.empty();
        return PostgresArchive.unpack(Prerequisite.require(archive, missing()))
                .resolve("bin")
                .resolve(name);
    }

    private static boolean isForThisSystem() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    private String missing() {
        return "No PostgreSQL in " + folder() + (Files.exists(folder()) ? " for this system" : ", Maven puts it there");
    }
}
