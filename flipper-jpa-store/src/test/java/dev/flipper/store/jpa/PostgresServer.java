package dev.flipper.store.jpa;

import dev.flipper.store.testing.ServerProcess;
import dev.flipper.store.testing.TestFolder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server of a test. It keeps its data in its folder, as carelessly as it can. */
final class PostgresServer extends ServerProcess {

    static final String SUPERUSER = "postgres";

    private final PostgresVersion version;
    private final NotAsRoot user = NotAsRoot.here();
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(PostgresVersion version) {
        super("PostgreSQL", TestFolder.create("postgresql"));
        this.version = version;
        user.own(folder().path());
    }

    /** Starts a server of its own on a free port, and waits until it answers. */
    static PostgresServer start(PostgresVersion version) {
        // First, so that there is no server if it is missing.
        version.program("postgres");
        PostgresServer server = new PostgresServer(version);
        server.initialize();
        server.startOnFreePort();
        return server;
    }

    private void initialize() {
        Process initdb = run(
                "initdb.log",
                user.command(
                        version.program("initdb").toString(),
                        "--pgdata=" + data(),
                        "--username=" + SUPERUSER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        if (initdb.onExit().join().exitValue() != 0) {
            String why = folder().read("initdb.log");
            close();
            throw new IllegalStateException("initdb has failed: " + why);
        }
    }

    private Path data() {
        return folder().file("data");
    }

    @Override
    protected List<String> command(int port) {
        return user.command(
                version.program("postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                "" + port,
                "--listen-addresses=127.0.0.1",
                "--unix-socket-directories=",
                "--fsync=off",
                "--synchronous-commit=off",
                "--full-page-writes=off",
                "--shared-buffers=16MB",
                "--max-connections=100",
                "--log-timezone=UTC");
    }

    @Override
    protected boolean answers() {
        try {
            database().dataSource().getConnection().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the database that is there from the beginning. */
    PostgresDatabase database() {
        return new PostgresDatabase(this, "postgres");
    }

    /** Creates a database, with which a test is alone. */
    PostgresDatabase newDatabase() {
        String name = "test_" + databases.incrementAndGet();
        psql("CREATE DATABASE " + name);
        return new PostgresDatabase(this, name);
    }

    /** Creates one of which nothing is lost when the server is killed. */
    PostgresDatabase newSafeDatabase() {
        PostgresDatabase database = newDatabase();
        database.psql("ALTER DATABASE " + database.name() + " SET synchronous_commit = on");
        return database;
    }

    /** Executes SQL in {@link #database()}, and gives the answer as {@link PostgresDatabase#psql} does. */
    String psql(String sql) {
        return database().psql(sql);
    }
}
